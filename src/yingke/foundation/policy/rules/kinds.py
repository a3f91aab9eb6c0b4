"""The ten kinds of parameters, their values and how they are stored.

| kind                  | value                              | stored as    |
|-----------------------|------------------------------------|--------------|
| working_days, count   | int, from 0                        | "3"          |
| days, hours, minutes  | timedelta, a multiple of 1 minute  | "1.5" (unit) |
| percent, score        | Decimal, 0 to 100                  | "95"         |
| money                 | Decimal in yuan, from 0            | "200000.00"  |
| text                  | str                                | itself       |
| bool                  | bool                               | "yes", "no"  |
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal, InvalidOperation

from yingke.foundation.kernel.errors import RuleViolation

Value = int | Decimal | timedelta | str | bool

UNITS = {"days": timedelta(days=1), "hours": timedelta(hours=1), "minutes": timedelta(minutes=1)}
WHOLE = frozenset({"working_days", "count"})
HUNDRED = frozenset({"percent", "score"})
MINUTE = timedelta(minutes=1)


def parse(kind: str, text: str) -> Value:
    """Parse stored or typed text. Raises RuleViolation("bad_value")."""
    text = text.strip()
    if kind == "text":
        return text
    if kind == "bool":
        if text not in {"yes", "no"}:
            raise RuleViolation("bad_value", field="value", kind=kind)
        return text == "yes"
    number = _number(kind, text)
    if kind in UNITS:
        return check(kind, _duration(kind, number))
    if kind in WHOLE:
        if number != number.to_integral_value():
            raise RuleViolation("bad_value", field="value", kind=kind)
        return check(kind, int(number))
    return check(kind, number)


def stored(kind: str, value: Value) -> str:
    """Format a value for storage; the inverse of `parse`."""
    value = check(kind, value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, timedelta):
        exact = Decimal(value // MINUTE) / Decimal(UNITS[kind] // MINUTE)
        return _plain(exact)
    if isinstance(value, Decimal):
        return f"{value:.2f}" if kind == "money" else _plain(value)
    return str(value)


def check(kind: str, value: Value) -> Value:
    """Return the value if it has the type and range of its kind. Raises RuleViolation."""
    if not _fits(kind, value):
        raise RuleViolation("bad_value", field="value", kind=kind)
    return value


def _fits(kind: str, value: Value) -> bool:
    if kind == "bool":
        return isinstance(value, bool)
    if kind == "text":
        return isinstance(value, str)
    if isinstance(value, bool):
        return False
    if kind in UNITS:
        return isinstance(value, timedelta) and value >= timedelta() and not value % MINUTE
    if kind in WHOLE:
        return isinstance(value, int) and value >= 0
    if not isinstance(value, Decimal) or not value.is_finite() or value < 0:
        return False
    return value <= 100 if kind in HUNDRED else value == value.quantize(Decimal("0.01"))


def _number(kind: str, text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise RuleViolation("bad_value", field="value", kind=kind) from None
    if not number.is_finite() or not 0 <= number < Decimal(10) ** 12:
        raise RuleViolation("bad_value", field="value", kind=kind)
    return number


def _duration(kind: str, number: Decimal) -> timedelta:
    """Round to whole minutes, since a third of an hour has no exact decimal."""
    minutes = number * (UNITS[kind] // MINUTE)
    if minutes > Decimal(10) ** 8:
        raise RuleViolation("bad_value", field="value", kind=kind)
    return timedelta(minutes=int(minutes.to_integral_value()))


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
