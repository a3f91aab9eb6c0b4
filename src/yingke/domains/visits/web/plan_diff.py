"""The difference between two versions of a plan, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yingke.domains.visits.models import Approval, PlanVersion
from yingke.domains.visits.rules.plan import difference
from yingke.domains.visits.terms import AgendaKind, Decision, PartRole
from yingke.foundation.kernel.naming import in_language
from yingke.foundation.ui import dates
from yingke.foundation.ui.differences import FieldChange, ItemChange

FIELDS: Final[dict[str, object]] = {
    "kind": gettext_lazy("Kind"),
    "name": gettext_lazy("Name"),
    "name_en": gettext_lazy("Name in English"),
    "starts_at": gettext_lazy("From"),
    "ends_at": gettext_lazy("Until"),
    "place": gettext_lazy("Place"),
    "note": gettext_lazy("What matters"),
    "interactive": gettext_lazy("Interactive"),
    "people": gettext_lazy("People"),
    "resources": gettext_lazy("Resources"),
}


@dataclass(frozen=True)
class PlanChanges:
    """What a version changes against an earlier one (`before` is None for the first)."""

    before: PlanVersion | None
    after: PlanVersion
    items: list[ItemChange]


def of_approval(approval: Approval) -> PlanChanges | None:
    """The submitted plan against the last one that was approved before it."""
    if approval.plan is None:
        return None
    approved = PlanVersion.objects.filter(
        visit=approval.visit_id,
        number__lt=approval.plan.number,
        approvals__decision=Decision.APPROVED,
    )
    return between(approved.order_by("-number").first(), approval.plan)


def between(before: PlanVersion | None, after: PlanVersion) -> PlanChanges:
    """What became of each item from one version to the next."""
    old: Sequence[Mapping[str, Any]] = before.content["items"] if before else []
    found = [
        ItemChange(
            row.change,
            in_language(row.name, row.name_en),
            [
                FieldChange(FIELDS[name], _shown(name, was), _shown(name, now))
                for name, (was, now) in row.fields.items()
                if name in FIELDS
            ],
        )
        for row in difference(old, after.content["items"])
    ]
    return PlanChanges(before, after, found)


def _shown(name: str, value: Any) -> str:
    if value in (None, "", []):
        return ""
    match name:
        case "starts_at" | "ends_at":
            return dates.full(datetime.fromisoformat(value))
        case "kind":
            return str(AgendaKind(value).label)
        case "interactive":
            return _("Yes") if value else _("No")
        case "people":
            return ", ".join(_person(one) for one in value)
        case "resources":
            return ", ".join(value)
    return str(value)


def _person(text: str) -> str:
    """`陈雨桐 (host)` as the snapshot has it, with the role in the reader's language."""
    name, _bracket, role = text.rpartition(" (")
    code = role.rstrip(")")
    return f"{name} ({PartRole(code).label})" if code in PartRole else text
