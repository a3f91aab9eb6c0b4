"""Versions of procedures: the one in force, and the content of each."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet

from yingke.domains.procedures.models import Procedure, TemplateNode
from yingke.foundation.drafts import queries as drafts
from yingke.foundation.journal import queries as journal
from yingke.foundation.journal.models import Entry

LATEST = 30
NODE_FIELDS = (
    *("number", "name", "name_en", "kind", "phase", "step", "methods", "owner_role"),
    *("starts", "due", "clause"),
)
TASK_FIELDS = ("name", "name_en", "owner_role", "due")
CHECK_FIELDS = ("name", "name_en", "required", "evidence", "archive_part")


def in_force(
    variant: str, visit_type_id: int | None, *, at: datetime | None = None
) -> Procedure | None:
    """Return the version in force at a moment (default: now) for a visit type or for all types."""
    rows = Procedure.objects.filter(
        Q(visit_type=visit_type_id) | Q(visit_type=None), variant=variant
    )
    # nulls sort last: the type's own comes first
    return drafts.effective(rows, at=at).order_by("visit_type_id", *drafts.LATEST_FIRST).first()


def versions() -> QuerySet[Procedure]:
    """Return all versions, those for all types first, newest first, with authors and publishers."""
    rows = Procedure.objects.select_related("visit_type", "made_by", "published_by")
    return rows.order_by(
        F("visit_type__position").asc(nulls_first=True), "visit_type", "variant", "-number"
    )


def versions_of_line(procedure: Procedure) -> QuerySet[Procedure]:
    """Return the versions of one procedure, newest first."""
    return versions().filter(variant=procedure.variant, visit_type=procedure.visit_type_id)


def with_content(procedure: Procedure) -> list[TemplateNode]:
    """Return the nodes in order with their tasks, in two queries."""
    return list(procedure.nodes.order_by("number").prefetch_related("tasks"))


def content(nodes: Iterable[TemplateNode]) -> list[dict[str, Any]]:
    """Return the nodes as plain values for the rules: `id`, fields, `tasks`, `checks`."""
    return [
        {
            "id": str(node.key),
            **{name: getattr(node, name) for name in NODE_FIELDS},
            "tasks": [
                {
                    "id": str(task.key),
                    **{name: getattr(task, name) for name in TASK_FIELDS},
                    "checks": [dict(check) for check in task.checks],
                }
                for task in node.tasks.all()
            ],
        }
        for node in nodes
    ]


def history(procedure_id: int) -> QuerySet[Entry]:
    """Return the latest edits of a version."""
    return journal.about("visits.procedure", procedure_id)[:LATEST]
