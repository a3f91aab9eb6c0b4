"""Declaration of parameters; each package declares its own in `parameters.py`.

    from yingke.foundation import policy
    from yingke.foundation.policy.terms import Kind

    policy.declare(
        policy.Parameter(
            code="visit.lead_time.normal",
            kind=Kind.WORKING_DAYS,
            default=3,
            title=_("Lead time of a normal visit"),
            clause="001/2.1",
            group=_("Before the visit"),
        ),
    )

`clause` is the `document/number` of the `PolicyClause` that prescribes it, empty if none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yingke.foundation.policy.rules import kinds
from yingke.foundation.policy.rules.kinds import Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

SCOPES = ("visit_type", "site", "tier")


@dataclass(frozen=True)
class Parameter:
    """A parameter; `rules.kinds` defines the type of `default` by kind."""

    code: str
    kind: str
    default: Value
    title: str | Promise
    clause: str = ""
    group: str | Promise = ""

    def in_words(self, value: Value) -> str:
        """Format a value with its unit in the active language: `3 working days`, `¥200,000.00`."""
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, timedelta):
            return _duration(self.kind, value)
        number = formats.number_format(value) if not isinstance(value, str) else value
        if self.kind == "working_days":
            return ngettext("%(n)s working day", "%(n)s working days", int(value)) % {"n": number}
        if self.kind == "percent":
            return f"{number} %"
        if self.kind == "score":
            return _("%(n)s points") % {"n": number}
        if self.kind == "money":
            return "¥" + formats.number_format(value, 2, force_grouping=True)
        return number


_declared: dict[str, Parameter] = {}
_offers: dict[str, Callable[[], Iterable[tuple[str, str]]]] = {}


def declare(*parameters: Parameter) -> None:
    """Register parameters; codes are unique and defaults must be of the parameter's kind."""
    for parameter in parameters:
        known = _declared.get(parameter.code)
        if known is not None and known != parameter:
            raise ValueError(f"{parameter.code} is declared twice")
        kinds.check(parameter.kind, parameter.default)
        _declared[parameter.code] = parameter


def declared() -> Mapping[str, Parameter]:
    """Return all parameters by code, in the order of declaration."""
    return _declared


def offer_scope(dimension: str, choices: Callable[[], Iterable[tuple[str, str]]]) -> None:
    """Register the choices of a dimension; called by the package that owns its codes.

    `dimension` is "visit_type", "site" or "tier". `choices()` yields (code, label) on every use.
    """
    if dimension not in SCOPES:
        raise ValueError(f"{dimension} is none of {SCOPES}")
    _offers[dimension] = choices


def scope_choices() -> dict[str, list[tuple[str, str]]]:
    """Return the choices of each registered dimension, in the order of `SCOPES`."""
    return {name: list(_offers[name]()) for name in SCOPES if name in _offers}


def _duration(kind: str, value: timedelta) -> str:
    number = value / kinds.UNITS[kind]
    shown = formats.number_format(int(number) if number == int(number) else round(number, 2))
    plural = 1 if number == 1 else 2
    if kind == "days":
        return ngettext("%(n)s day", "%(n)s days", plural) % {"n": shown}
    if kind == "hours":
        return ngettext("%(n)s hour", "%(n)s hours", plural) % {"n": shown}
    return ngettext("%(n)s minute", "%(n)s minutes", plural) % {"n": shown}
