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
            group=policy.Group(_("Before the visit"), order=10),
        ),
    )

`clause` is the `document/number` of the `PolicyClause` that prescribes it, empty if none. A value
may depend on `dimensions`; with one or two of them, the parameter is shown and edited as a table,
whose first values `table` holds by their codes:

    policy.Parameter(
        code="hotel.room",
        kind=Kind.MONEY,
        default=Decimal(500),
        title=_("Room for a night, at most"),
        dimensions=("city_class", "guest_level"),
        table={("first", "senior"): Decimal(1200), ("first", ""): Decimal(700)},  # "": all
    )
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yingke.foundation.policy.rules import kinds
from yingke.foundation.policy.rules.kinds import Value
from yingke.foundation.policy.rules.precedence import Change, Scope

ALWAYS = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Group:
    """Parameters that stand together; the page shows the groups in their order."""

    label: str | Promise
    order: int

    def __str__(self) -> str:
        return str(self.label)


@dataclass(frozen=True)
class Parameter:
    """A parameter; `rules.kinds` defines the type of `default` by kind."""

    code: str
    kind: str
    default: Value
    title: str | Promise
    clause: str = ""
    group: Group | str = ""
    dimensions: tuple[str, ...] = ()
    table: Mapping[tuple[str, ...], Value] = field(default_factory=dict, hash=False)

    @property
    def is_table(self) -> bool:
        return 0 < len(self.dimensions) <= 2

    def first_changes(self) -> list[Change]:
        """The values of `table` as changes that have always been in force."""
        return [
            Change(0, self.scope(dict(zip(self.dimensions, codes, strict=True))), ALWAYS, text)
            for codes, value in self.table.items()
            if (text := kinds.stored(self.kind, value))
        ]

    def scope(self, case: Mapping[str, str | None]) -> Scope:
        """The part of a case that the value depends on."""
        return Scope.of({name: case.get(name) for name in self.dimensions})

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


def declare(*parameters: Parameter, dimensions: tuple[str, ...] | None = None) -> None:
    """Register parameters; codes are unique and values must be of the parameter's kind.

    `dimensions`, if given, are those of all of them.
    """
    for given in parameters:
        parameter = given if dimensions is None else replace(given, dimensions=dimensions)
        known = _declared.get(parameter.code)
        if known is not None and known != parameter:
            raise ValueError(f"{parameter.code} is declared twice")
        kinds.check(parameter.kind, parameter.default)
        parameter.first_changes()
        _declared[parameter.code] = parameter


def declared() -> Mapping[str, Parameter]:
    """Return all parameters by code, in the order of declaration."""
    return _declared


def _duration(kind: str, value: timedelta) -> str:
    number = value / kinds.UNITS[kind]
    shown = formats.number_format(int(number) if number == int(number) else round(number, 2))
    plural = 1 if number == 1 else 2
    if kind == "days":
        return ngettext("%(n)s day", "%(n)s days", plural) % {"n": shown}
    if kind == "hours":
        return ngettext("%(n)s hour", "%(n)s hours", plural) % {"n": shown}
    return ngettext("%(n)s minute", "%(n)s minutes", plural) % {"n": shown}
