"""Registers of the visits package, to which packages above add.

A package adds its entries in `ready()` of its `apps.py`. `visits` knows only their shape; its
own gates, panels and parts are entries of the same registers (`apps.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, Literal

from django.utils.functional import Promise

from yingke.domains.visits.rules.gates import Missing
from yingke.domains.visits.rules.plan import FieldKind
from yingke.foundation.kernel.registry import Registry
from yingke.foundation.ui.panels import Attention, Note, Panel

if TYPE_CHECKING:
    from yingke.domains.visits.models import AgendaItem, Visit
    from yingke.foundation.identity.models import User


@dataclass(frozen=True)
class Gate:
    """What keeps nodes of a kind from closing; `missing` takes one query at most."""

    code: str
    node_kind: str
    missing: Callable[[Visit], Sequence[Missing]]


@dataclass(frozen=True)
class PlanField:
    """A value in the rows of a plan part: label, comparison and formatting."""

    label: str | Promise
    kind: FieldKind = FieldKind.SUBSTANCE
    words: Callable[[Any], str] = str


@dataclass(frozen=True)
class PlanPart:
    """A part of the plan of a visit.

    `snapshot(visit)` returns rows of JSON values, each with `id`, `name` and the `fields`. With
    the boolean parameter `lapses`, a change of substance ends the approval of the plan.
    `paper(visit)`, if given, adds a section of lines to the plan as PDF.
    """

    code: str
    label: str | Promise
    order: int
    snapshot: Callable[[Visit], list[dict[str, Any]]]
    fields: Mapping[str, PlanField]
    lapses: str
    paper: Callable[[Visit], Sequence[str]] | None = None


@dataclass(frozen=True)
class Change:
    """A change of a visit's times, number of guests, an agenda item or a person."""

    kind: Literal["times", "headcount", "item", "person"]
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Effect:
    """What a change does to a package's own objects.

    `preview(visit, change)` describes it beforehand; `apply` runs in the transaction of the
    change and may raise a RuleViolation.
    """

    code: str
    preview: Callable[[Visit, Change], Sequence[str]]
    apply: Callable[[Visit, Change, User | None], None]


@dataclass(frozen=True)
class Action:
    """A button on the page of a visit and on the page of its day.

    `url(user, visit)` is None for a reader who may not use it.
    """

    code: str
    label: str | Promise
    icon: str
    url: Callable[[User, Visit], str | None]


@dataclass(frozen=True)
class ArchivePart:
    """A part of a visit's archive, and whether it is there; one query at most."""

    code: str
    label: str | Promise
    is_there: Callable[[Visit], bool]


@dataclass(frozen=True)
class Amount:
    """The cost of the visit in CNY as a package knows it, or None."""

    code: str
    of: Callable[[Visit], Decimal | None]


@dataclass(frozen=True)
class Verdict:
    """What a package says of a candidate: `reasons` against it in words, none if it fits; `cost`
    orders those that fit, less is better.
    """

    reasons: tuple[str, ...] = ()
    cost: int = 0


NO_VERDICT: Final = Verdict()


@dataclass(frozen=True)
class Judge:
    """Judges who and what could serve an item beside the rest of the agenda.

    `people(item, role)` and `resources(item, kind)` give verdicts by the id of the staff member or
    resource; an empty mapping means no opinion. It may add drawbacks, and never makes possible
    what is not.
    """

    code: str
    people: Callable[[AgendaItem, str], Mapping[int, Verdict]]
    resources: Callable[[AgendaItem, str], Mapping[int, Verdict]]


__all__ = [
    "NO_VERDICT",
    "Action",
    "Amount",
    "ArchivePart",
    "Attention",
    "Change",
    "Effect",
    "FieldKind",
    "Gate",
    "Judge",
    "Missing",
    "Note",
    "Panel",
    "PlanField",
    "PlanPart",
    "Verdict",
    "actions",
    "agenda_actions",
    "amounts",
    "archive_parts",
    "attention",
    "candidates",
    "effects",
    "gates",
    "panels",
    "plan_parts",
]

gates: Registry[Gate] = Registry()
# `load(user, page)` of a panel gets the `queries.pages.VisitPage`.
panels: Registry[Panel] = Registry()
attention: Registry[Attention] = Registry()
plan_parts: Registry[PlanPart] = Registry()
effects: Registry[Effect] = Registry()
actions: Registry[Action] = Registry()
# Buttons in the head of the agenda builder.
agenda_actions: Registry[Action] = Registry()
archive_parts: Registry[ArchivePart] = Registry()
# Whoever chooses people or resources for an item sees them in this order.
candidates: Registry[Judge] = Registry()
# Their sum selects the approval chain and is shown to the approver.
amounts: Registry[Amount] = Registry()


def apply_effects(visit: Visit, change: Change, actor: User | None) -> None:
    """Apply the effects of a change, in the caller's transaction."""
    for effect in effects:
        effect.apply(visit, change, actor)


def previews(visit: Visit, change: Change) -> list[str]:
    """Describe the effects of a change on packages above."""
    return [line for effect in effects for line in effect.preview(visit, change)]


def judged_people(item: AgendaItem, role: str) -> dict[int, Verdict]:
    """What packages above say of the staff for a part in an item, by id."""
    return _together(judge.people(item, role) for judge in candidates)


def judged_resources(item: AgendaItem, kind: str) -> dict[int, Verdict]:
    """What packages above say of the resources of a kind for an item, by id."""
    return _together(judge.resources(item, kind) for judge in candidates)


def _together(verdicts: Iterable[Mapping[int, Verdict]]) -> dict[int, Verdict]:
    found: dict[int, Verdict] = {}
    for some in verdicts:
        for pk, one in some.items():
            known = found.get(pk, NO_VERDICT)
            found[pk] = Verdict((*known.reasons, *one.reasons), known.cost + one.cost)
    return found


def actions_for(
    user: User, visit: Visit, register: Registry[Action] = actions
) -> list[tuple[str | Promise, str, str]]:
    """Return label, icon and address of the buttons that a reader may use."""
    found = [(action, action.url(user, visit)) for action in register]
    return [(action.label, action.icon, url) for action, url in found if url]
