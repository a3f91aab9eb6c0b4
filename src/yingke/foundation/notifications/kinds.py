"""Kinds of messages, which packages declare in ``notices.py``.

A message is rendered when it is read, in the reader's language::

    notifications.declare(
        Kind(
            code="visits.submitted",
            label=_("A visit was submitted"),
            title=_("%(visit)s was submitted"),
            body=_("%(requester)s asks for it by %(due)s."),
        )
    )
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple, Protocol

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language

from yingke.foundation.journal.encoding import decode

Text = str | Promise


class Kind(NamedTuple):
    """A kind of message.

    ``title`` and ``body`` take ``%(name)s`` from the parameters; ``label`` is the name on the
    settings page. ``urgent`` messages ignore digests and, unless the user objects, quiet hours.
    """

    code: str
    title: Text
    body: Text = ""
    urgent: bool = False
    label: Text = ""

    @property
    def name(self) -> str:
        """Name on the settings page."""
        return str(self.label) or str(self.title) % _Blank()


@dataclass(frozen=True)
class Wording:
    """Title and body of a message in the active language."""

    title: str
    body: str


class _Named(Protocol):
    name: Any
    name_en: Any


_kinds: dict[str, Kind] = {}


def declare(*kinds: Kind) -> None:
    """Register kinds; called while Django starts."""
    for kind in kinds:
        if _kinds.setdefault(kind.code, kind) is not kind:
            raise ValueError(f"two kinds of messages call themselves {kind.code!r}")


def get(code: str) -> Kind:
    """Return a declared kind. Raises LookupError."""
    try:
        return _kinds[code]
    except KeyError:
        raise LookupError(f"no package declares the kind of message {code!r}") from None


def declared() -> list[Kind]:
    """Return all kinds, sorted by code."""
    return [_kinds[code] for code in sorted(_kinds)]


def words(obj: _Named) -> dict[str, str]:
    """Return both names of a bilingual object as a parameter; `render` picks one."""
    return {"name": str(obj.name), "name_en": str(obj.name_en or "")}


def render(code: str, params: Mapping[str, Any]) -> Wording:
    """Render a message in the active language from its stored ``params`` (JSON).

    Never fails: an undeclared kind renders as its code, a missing parameter as "…".
    """
    kind = _kinds.get(code) or Kind(code, code)
    shown = _Blank({name: _shown(decode(value)) for name, value in params.items()})
    return Wording(str(kind.title) % shown, str(kind.body) % shown)


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


def _shown(value: Any) -> str:
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        return f"{value:,}"
    if isinstance(value, dict) and "name" in value:
        english = (get_language() or "").startswith("en")
        return str((english and value.get("name_en")) or value["name"])
    if isinstance(value, list):
        separator = ", " if (get_language() or "").startswith("en") else "、"
        return separator.join(_shown(item) for item in value)
    return str(value)
