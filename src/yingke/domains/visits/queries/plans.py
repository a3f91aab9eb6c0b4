"""The current plan of a visit, its approved versions, and their differences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from yingke.domains.visits import registers
from yingke.domains.visits.models import Approval, PlanVersion, Visit
from yingke.domains.visits.queries.facts import parameter
from yingke.domains.visits.registers import PlanPart
from yingke.domains.visits.rules import plan
from yingke.domains.visits.terms import ApprovalKind, Decision

Content = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class PartDifference:
    """Changes of the rows of one part of the plan."""

    part: PlanPart
    rows: list[plan.Difference]


def snapshot(visit: Visit) -> Content:
    """Return the current plan, part by part."""
    return {part.code: part.snapshot(visit) for part in registers.plan_parts}


def differences(before: Content, after: Content) -> list[PartDifference]:
    """Compare two snapshots; parts missing from the earlier one are skipped."""
    found = [
        PartDifference(part, plan.difference(before[part.code], after[part.code]))
        for part in registers.plan_parts
        if part.code in before and part.code in after
    ]
    return [one for one in found if one.rows]


def is_substantial(visit: Visit, found: list[PartDifference]) -> bool:
    """Whether these differences end an approval, by the parameters of this visit."""
    tolerance = plan.Tolerance(
        shift=parameter(visit, "visit.plan.tolerance.shift"),
        count=parameter(visit, "visit.plan.tolerance.headcount"),
    )
    return any(
        plan.is_substantial(row, {name: one.kind for name, one in part.fields.items()}, tolerance)
        for part, rows in ((one.part, one.rows) for one in found)
        if parameter(visit, part.lapses)
        for row in rows
    )


def deciding_approval(visit: Visit) -> Approval | None:
    """Return the last approval of the last plan's chain that was not withdrawn, with its
    version."""
    rows = visit.approvals.filter(kind=ApprovalKind.PLAN).exclude(decision=Decision.WITHDRAWN)
    return rows.select_related("plan").order_by("-plan__number", "-position", "-pk").first()


def last_approved(visit_id: int, *, before: int | None = None) -> PlanVersion | None:
    """Return the last version that was ever approved, optionally below a number."""
    rows = approved_versions(visit_id)
    if before is not None:
        rows = rows.filter(number__lt=before)
    return rows.order_by("-number").first()


def approved_versions(visit_id: int) -> QuerySet[PlanVersion]:
    """Return versions approved by their whole chain, including those that lapsed."""
    others = set(Decision) - {Decision.APPROVED, Decision.LAPSED}
    questions = Approval.objects.filter(plan=OuterRef("pk"))
    return PlanVersion.objects.filter(
        Exists(questions), ~Exists(questions.filter(decision__in=others)), visit=visit_id
    )
