"""Base class of journal events.

A package declares its events in ``events.py``::

    @dataclass(frozen=True)
    class ArrivalChanged(Event):
        kind = "visits.arrival_changed"
        about = "visits.visit", "visit_id"
        within = "customers.account", "account_id"
        visit_id: int
        account_id: int
        before: datetime
        after: datetime

Fields are str, int, bool, None, datetime (aware), date, Decimal, and lists and dictionaries of
them. Entries outlive the code: add a field with a default and old entries still read; a field that
was removed is passed over.
"""

import dataclasses
import typing
from typing import Any, ClassVar, NamedTuple, Self

from yingke.foundation.journal.encoding import decode_field, encode_field

_KINDS: "dict[str, type[Event]]" = {}
_FIELDS: "dict[type[Event], dict[str, Any]]" = {}


class Ref(NamedTuple):
    """Reference to an object: ``Ref("visits.visit", 7)``."""

    kind: str
    id: int


class Change(NamedTuple):
    """The value of one field before and after."""

    field: str
    before: Any
    after: Any


class Event:
    """A fact that happened. Subclasses are frozen dataclasses with a ``kind`` of their own.

    ``about`` is the kind of its subject and the field that holds the subject's id; ``within`` says
    the same of the larger thing in whose history the fact also belongs, if there is one.
    """

    kind: ClassVar[str]
    about: ClassVar[tuple[str, str]]
    within: ClassVar[tuple[str, str] | None] = None

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        kind = cls.__dict__.get("kind")
        if kind is None:
            return
        known = _KINDS.setdefault(kind, cls)
        if (known.__module__, known.__qualname__) != (cls.__module__, cls.__qualname__):
            raise ValueError(f"two events call themselves {kind!r}: {known!r} and {cls!r}")
        _KINDS[kind] = cls

    def subject(self) -> Ref:
        """Return what the fact is about."""
        kind, field = self.about
        return Ref(kind, getattr(self, field))

    def context(self) -> Ref | None:
        """Return the larger thing in whose history the fact also belongs, if there is one."""
        if self.within is None:
            return None
        kind, field = self.within
        return Ref(kind, getattr(self, field))

    def changes(self) -> tuple[Change, ...]:
        """Return the changed values for the journal page.

        Pairs the fields ``before`` and ``after``, and ``before_x`` and ``after_x``; two
        dictionaries are compared key by key. Override it for an event with other fields.
        """
        values = {name: getattr(self, name) for name in fields_of(type(self))}
        found: list[Change] = []
        for name, before in values.items():
            other = "after" + name.removeprefix("before")
            if not name.startswith("before") or other not in values:
                continue
            found += _compared(name.removeprefix("before").strip("_"), before, values[other])
        return tuple(found)

    def to_data(self) -> dict[str, Any]:
        """Return the fields as JSON (see ``encoding``)."""
        return {
            name: encode_field(getattr(self, name), hint)
            for name, hint in fields_of(type(self)).items()
        }

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Self:
        """Rebuild the event from ``to_data``, possibly written by older code."""
        hints = fields_of(cls)
        return cls(
            **{name: decode_field(data[name], hint) for name, hint in hints.items() if name in data}
        )


def event_class(kind: str) -> type[Event] | None:
    """Return the class of a kind, or None if no installed package declares it."""
    return _KINDS.get(kind)


def kinds() -> list[str]:
    """Return all declared kinds, sorted."""
    return sorted(_KINDS)


def fields_of(cls: type[Event]) -> dict[str, Any]:
    """Return the dataclass fields of an event class with their resolved annotations."""
    if cls not in _FIELDS:
        _FIELDS[cls] = _resolved(cls)
    return _FIELDS[cls]


def _resolved(cls: type[Any]) -> dict[str, Any]:
    if not dataclasses.is_dataclass(cls):
        raise TypeError(f"{cls.__name__} is not a dataclass")
    hints = typing.get_type_hints(cls)
    return {field.name: hints[field.name] for field in dataclasses.fields(cls)}


def _compared(name: str, before: Any, after: Any) -> list[Change]:
    if isinstance(before, dict) and isinstance(after, dict):
        return [
            Change(key, before.get(key), after.get(key))
            for key in dict.fromkeys([*before, *after])
            if before.get(key) != after.get(key)
        ]
    return [] if before == after else [Change(name, before, after)]
