"""What packages above put into a visit.

A package adds its entries in `ready()` of its `apps.py`. `visits` knows only their shape; its own
gates, panels and parts stand beside them in the same registers (`apps.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from django.utils.functional import Promise

from yingke.domains.visits.rules.gates import Missing
from yingke.domains.visits.rules.plan import FieldKind
from yingke.foundation.kernel.registry import Registry
from yingke.foundation.ui.panels import Attention, Note, Panel

if TYPE_CHECKING:
    from yingke.domains.visits.models import Visit
    from yingke.foundation.identity.models import User


@dataclass(frozen=True)
class Gate:
    """What keeps the nodes of a kind from closing; `missing` takes one query at most."""

    code: str
    node_kind: str
    missing: Callable[[Visit], Sequence[Missing]]


@dataclass(frozen=True)
class PlanField:
    """A value in the rows of a plan part: its label, how it compares, and how it reads."""

    label: str | Promise
    kind: FieldKind = FieldKind.SUBSTANCE
    words: Callable[[Any], str] = str


@dataclass(frozen=True)
class PlanPart:
    """What belongs to the plan of a visit.

    `snapshot(visit)` gives rows that JSON takes, each with `id`, `name` and the `fields`. With the
    parameter `lapses` (a yes or no) a change of substance ends the approval of the plan.
    `paper(visit)`, if given, adds a section to the plan as PDF: its lines.
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
    """What was changed about a visit: its times, head-count, an agenda item or a person."""

    kind: Literal["times", "headcount", "item", "person"]
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Effect:
    """How a change reaches the package's own things.

    `preview(visit, change)` says it in sentences before it happens; `apply` does it within the
    transaction of the change and may refuse it with a RuleViolation.
    """

    code: str
    preview: Callable[[Visit, Change], Sequence[str]]
    apply: Callable[[Visit, Change, User | None], None]


@dataclass(frozen=True)
class ArchivePart:
    """What the archive of a visit has to hold, and whether it does; one query at most."""

    code: str
    label: str | Promise
    is_there: Callable[[Visit], bool]


@dataclass(frozen=True)
class Amount:
    """What the package knows the visit to cost in CNY; None while it does not know."""

    code: str
    of: Callable[[Visit], Decimal | None]


__all__ = [
    "Amount",
    "ArchivePart",
    "Attention",
    "Change",
    "Effect",
    "FieldKind",
    "Gate",
    "Missing",
    "Note",
    "Panel",
    "PlanField",
    "PlanPart",
    "amounts",
    "archive_parts",
    "attention",
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
archive_parts: Registry[ArchivePart] = Registry()
# The sum chooses the approval chain and stands in the approver's dialog.
amounts: Registry[Amount] = Registry()


def apply_effects(visit: Visit, change: Change, actor: User | None) -> None:
    """Let every registered effect follow a change, in the caller's transaction."""
    for effect in effects:
        effect.apply(visit, change, actor)


def previews(visit: Visit, change: Change) -> list[str]:
    """What a change would do to the things of the packages above, in sentences."""
    return [line for effect in effects for line in effect.preview(visit, change)]
