"""The JSON form of problems and plans: read with every issue found, written without defaults."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from .issues import Issue, ProblemError
from .plans import Difference, Plan
from .values import Activity, Problem, Requirement

T = TypeVar("T")
VERSION = 1
LARGEST = 1_000_000_000
"""No whole number of a document is larger, so that sums of costs stay exact."""
HEADS = "heads"
"""In the JSON form ``seats`` may be this word instead of the value's -1."""


def problem_from_json(data: object) -> Problem:
    """The problem in a decoded JSON document. Raises ``ProblemError`` with all that is wrong."""
    return _document(data, "problem", Problem)


def plan_from_json(data: object) -> Plan:
    """The plan in a decoded JSON document. Raises ``ProblemError`` with all that is wrong."""
    return _document(data, "plan", Plan)


def to_json(value: Problem | Plan | Difference) -> dict[str, Any]:
    """What ``json.dump`` takes, with format and version in front; defaults are left out."""
    encoded = typing.cast(dict[str, Any], _encode(value))
    return {"format": f"yingke.{type(value).__name__.lower()}", "version": VERSION, **encoded}


def _document(data: object, name: str, kind: type[T]) -> T:
    issues: list[Issue] = []
    if not isinstance(data, dict):
        raise ProblemError([Issue("$", f"A {name} is an object.")])
    body = dict(data)
    if body.pop("format", None) != f"yingke.{name}":
        issues.append(Issue("$.format", f"The format must be “yingke.{name}”."))
    if body.pop("version", None) != VERSION:
        issues.append(Issue("$.version", f"This planner reads version {VERSION}."))
    value: T | None = _Reader(issues).record(kind, body, "$")
    if issues or value is None:
        raise ProblemError(issues)
    return value


class _Reader:
    """Decodes by the types of the values' fields; gathers issues instead of stopping."""

    def __init__(self, issues: list[Issue]) -> None:
        self.issues = issues
        self.plain: dict[object, Callable[[Any, str], Any]] = {
            int: self._whole,
            float: self._number,
            str: lambda x, path: self._of(str, x, path, "a text"),
            bool: lambda x, path: self._of(bool, x, path, "true or false"),
            datetime: lambda x, path: self._iso(datetime, x, path, "a moment (2026-03-02T09:30)"),
            date: lambda x, path: self._iso(date, x, path, "a date (2026-03-02)"),
        }

    def issue(self, path: str, text: str) -> Any:
        self.issues.append(Issue(path, text))

    def record(self, kind: Any, data: object, path: str) -> Any:
        if not isinstance(data, dict):
            return self.issue(path, "This must be an object.")
        data = _inward(kind, data)
        hints = _hints(kind)
        before = len(self.issues)
        for key in data.keys() - hints.keys():
            self.issue(f"{path}.{key}", f"There is no field “{key}” here.")
        for field in dataclasses.fields(kind):
            needed = (
                field.default is dataclasses.MISSING
                and field.default_factory is dataclasses.MISSING
            )
            if needed and field.name not in data:
                self.issue(f"{path}.{field.name}", "This field is missing.")
        values = {
            key: self.value(hints[key], data[key], f"{path}.{key}") for key in hints if key in data
        }
        return kind(**values) if len(self.issues) == before else None

    def value(self, hint: Any, data: object, path: str) -> Any:
        if hint in self.plain:
            return self.plain[hint](data, path)
        origin, inner = typing.get_origin(hint), typing.get_args(hint)
        if origin in {typing.Union, types.UnionType}:
            return None if data is None else self.value(inner[0], data, path)
        if origin is tuple:
            return self._tuple(inner, data, path)
        if origin is Mapping:
            return self._mapping(inner[1], data, path)
        if isinstance(hint, type) and issubclass(hint, StrEnum):
            known = [member.value for member in hint]
            if data in known:
                return hint(data)
            return self.issue(path, f"This must be one of {', '.join(known)}.")
        return self.record(hint, data, path)

    def _tuple(self, inner: tuple[Any, ...], data: object, path: str) -> Any:
        if not isinstance(data, list):
            return self.issue(path, "This must be a list.")
        if inner[-1] is not Ellipsis:
            if len(data) != len(inner):
                return self.issue(path, f"This must be a list of {len(inner)}.")
            kinds = inner
        else:
            kinds = (inner[0],) * len(data)
        pairs = enumerate(zip(kinds, data, strict=True))
        return tuple(self.value(kind, x, f"{path}[{n}]") for n, (kind, x) in pairs)

    def _mapping(self, kind: Any, data: object, path: str) -> Any:
        if not isinstance(data, dict):
            return self.issue(path, "This must be an object.")
        return {str(key): self.value(kind, x, f"{path}.{key}") for key, x in data.items()}

    def _of(self, kind: type, data: object, path: str, words: str) -> Any:
        return data if isinstance(data, kind) else self.issue(path, f"This must be {words}.")

    def _whole(self, data: object, path: str) -> Any:
        if isinstance(data, bool) or not isinstance(data, int):
            return self.issue(path, "This must be a whole number.")
        if abs(data) > LARGEST:
            return self.issue(path, f"This must not exceed {LARGEST}.")
        return data

    def _number(self, data: object, path: str) -> Any:
        if isinstance(data, bool) or not isinstance(data, int | float):
            return self.issue(path, "This must be a number.")
        return float(data)

    def _iso(self, kind: type[date], data: object, path: str, words: str) -> Any:
        try:
            return kind.fromisoformat(str(data))
        except ValueError:
            return self.issue(path, f"This must be {words}, not “{data}”.")


_KNOWN: dict[type, dict[str, Any]] = {}


def _hints(kind: type) -> dict[str, Any]:
    if kind not in _KNOWN:
        _KNOWN[kind] = typing.get_type_hints(kind)
    return _KNOWN[kind]


def _inward(kind: type, data: dict[str, Any]) -> dict[str, Any]:
    """From the words of the form to the fields of the value."""
    if kind is Activity and isinstance(data.get("attendees"), dict):
        rest = {key: x for key, x in data.items() if key != "attendees"}
        return {**rest, **data["attendees"]}
    if kind is Requirement and data.get("seats") == HEADS:
        return {**data, "seats": -1}
    return data


def _outward(value: object, data: dict[str, Any]) -> dict[str, Any]:
    """From the fields of the value to the words of the form."""
    if isinstance(value, Activity):
        people = {key: data.pop(key) for key in ("required", "preferred") if key in data}
        return {**data, "attendees": people} if people else data
    if isinstance(value, Requirement) and value.seats < 0:
        return {**data, "seats": HEADS}
    return data


def _encode(value: object) -> object:
    if dataclasses.is_dataclass(value):
        data = {
            field.name: _encode(inner)
            for field in dataclasses.fields(value)
            if not _is_default(field, inner := getattr(value, field.name))
        }
        return _outward(value, data)
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_encode(x) for x in value]
    if isinstance(value, Mapping):
        return {key: _encode(x) for key, x in value.items()}
    return value


def _is_default(field: dataclasses.Field[Any], value: object) -> bool:
    if field.default_factory is not dataclasses.MISSING:
        return bool(value == field.default_factory())
    return bool(value == field.default)
