"""Differences between two versions of a plan, by part and in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from yingke.domains.visits.models import Approval, PlanVersion
from yingke.domains.visits.queries import plans
from yingke.domains.visits.registers import PlanField, PlanPart
from yingke.domains.visits.rules.plan import Difference
from yingke.foundation.kernel.naming import in_language
from yingke.foundation.ui.differences import FieldChange, ItemChange


@dataclass(frozen=True)
class PartChanges:
    """Changes of the rows of one part."""

    label: str
    items: list[ItemChange]


@dataclass(frozen=True)
class PlanChanges:
    """Changes of a version against an earlier one (`before` is None for the first)."""

    before: PlanVersion | None
    after: PlanVersion
    parts: list[PartChanges]


def of_approval(approval: Approval) -> PlanChanges | None:
    """Compare the submitted plan with the last approved one."""
    if approval.plan is None:
        return None
    before = plans.last_approved(approval.visit_id, before=approval.plan.number)
    return between(before, approval.plan)


def between(before: PlanVersion | None, after: PlanVersion) -> PlanChanges:
    """Return the changes of each row between two versions."""
    old = before.content if before else {code: [] for code in after.content}
    found = plans.differences(old, after.content)
    return PlanChanges(before, after, [in_words(one) for one in found])


def in_words(found: plans.PartDifference) -> PartChanges:
    """Return one part's differences for the panel."""
    return PartChanges(str(found.part.label), [_item(found.part, row) for row in found.rows])


def lines(found: list[plans.PartDifference]) -> list[str]:
    """Return the same as one line for each row, for a note."""
    return [
        f"{part.label}: {item.name} ({item.words})"
        for part in map(in_words, found)
        for item in part.items
    ]


def _item(part: PlanPart, row: Difference) -> ItemChange:
    fields = [
        FieldChange(
            part.fields[name].label, _shown(part.fields[name], was), _shown(part.fields[name], now)
        )
        for name, (was, now) in row.fields.items()
        if name in part.fields
    ]
    return ItemChange(row.change, in_language(row.name, row.name_en), fields)


def _shown(field: PlanField, value: Any) -> str:
    return "" if value in (None, "", []) else field.words(value)
