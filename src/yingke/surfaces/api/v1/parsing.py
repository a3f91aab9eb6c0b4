"""Limits of request bodies: JSON without NaN and control characters, moments within the bounds."""

import json
from datetime import UTC, date, datetime
from typing import Annotated, Any, NoReturn

from django.http import HttpRequest
from ninja.errors import ValidationError
from ninja.parser import Parser
from pydantic import AfterValidator, AwareDatetime

from yingke.foundation.kernel import bounds

DEEPEST = 32  # lists and objects within each other


class StrictParser(Parser):
    """Refuses invalid JSON with 400, and values that no column can hold with 422."""

    def parse_body(self, request: HttpRequest) -> Any:
        try:
            data = json.loads(request.body, parse_constant=_refuse_constant)
        except RecursionError as error:
            raise ValueError("nested too deeply") from error
        _check(data, ("body",))
        return data

    def parse_querydict(self, data: Any, list_fields: list[str], request: HttpRequest) -> Any:
        found = super().parse_querydict(data, list_fields, request)
        _check(found, ("query",))
        return found


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _check(value: Any, where: tuple[str | int, ...]) -> None:
    if isinstance(value, str) and not bounds.is_storable(value):
        _refuse(where, "The text contains control characters.")
    elif isinstance(value, int | float) and abs(value) >= bounds.LARGEST_NUMBER:
        _refuse(where, "The number is too large.")
    elif isinstance(value, dict | list) and len(where) > DEEPEST:
        _refuse(where[:2], "The value is nested too deeply.")
    elif isinstance(value, dict):
        for name, one in value.items():
            _check(name, where)
            _check(one, (*where, name))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            _check(one, (*where, number))


def _refuse(where: tuple[str | int, ...], message: str) -> NoReturn:
    raise ValidationError([{"type": "unstorable", "loc": where, "msg": message}])


def _bounded_day(value: date) -> date:
    if not bounds.is_within(value):
        first, last = bounds.FIRST.year, bounds.LAST.year - 1
        raise ValueError(f"must be between {first} and {last}, with an offset of at most 15:59")
    return value


def _bounded_moment(value: datetime) -> datetime:
    _bounded_day(value)
    return value.astimezone(UTC)


Moment = Annotated[AwareDatetime, AfterValidator(_bounded_moment)]
"""A moment that a request sends."""
Day = Annotated[date, AfterValidator(_bounded_day)]
"""A day that a request sends."""
