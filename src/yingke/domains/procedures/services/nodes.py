"""Add, edit, move and remove nodes of a draft; their numbers have no gaps."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F

from yingke.domains.procedures.models import Procedure, TemplateNode
from yingke.domains.procedures.rules import offsets
from yingke.domains.procedures.services import drafts
from yingke.foundation.kernel import changes
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.kernel.ordering import moved

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

ASIDE = 10_000  # temporary numbers while renumbering, above all numbers in use


@dataclass(frozen=True)
class NodeFields:
    """Fields of a node; `starts` and `due` are offsets (`rules.offsets`)."""

    name: str
    name_en: str = ""
    kind: str = "other"
    phase: str = "before"
    step: str = "design"
    methods: list[str] = field(default_factory=list)
    owner_role: str = "coordinator"
    starts: str = "arrival-3wd"
    due: str = "arrival-1wd"
    clause: str = ""


@transaction.atomic
def add_node(
    *, actor: "User", procedure_id: int, fields: NodeFields, after: int | None = None
) -> TemplateNode:
    """Add a node after the one numbered `after` (0: first), or at the end."""
    procedure = drafts.open_draft(actor, procedure_id)
    _check(fields)
    rows = list(procedure.nodes.order_by("number"))
    place = len(rows) if after is None else max(0, min(after, len(rows)))
    made = TemplateNode.objects.create(
        procedure=procedure, number=ASIDE + len(rows), **asdict(fields)
    )
    _renumber(procedure, [*rows[:place], made, *rows[place:]])
    drafts.record(actor, procedure, "node_added", made, {}, _values(made))
    return made


@transaction.atomic
def change_node(*, actor: "User", node_id: int, version: int, fields: NodeFields) -> TemplateNode:
    """Edit a node; `version` is the one that was seen."""
    procedure, node = drafts.draft_node(actor, node_id, version)
    _check(fields)
    done = changes.write(node, asdict(fields))
    if done.after:
        drafts.record(actor, procedure, "node_changed", node, done.before, done.after)
    return node


@transaction.atomic
def move_node(*, actor: "User", node_id: int, up: bool) -> None:
    """Swap a node with the one before or after it."""
    procedure, node = drafts.draft_node(actor, node_id)
    rows = list(procedure.nodes.order_by("number"))
    before = node.number
    _renumber(procedure, moved(rows, [row.pk for row in rows].index(node.pk), up=up))
    node.refresh_from_db(fields=["number"])
    if node.number != before:
        drafts.record(
            actor, procedure, "node_moved", node, {"number": before}, {"number": node.number}
        )


@transaction.atomic
def remove_node(*, actor: "User", node_id: int) -> None:
    """Remove a node and its tasks from the draft."""
    procedure, node = drafts.draft_node(actor, node_id)
    before = {"number": node.number, **_values(node)}
    node.delete()
    _renumber(procedure, list(procedure.nodes.order_by("number")))
    drafts.record(actor, procedure, "node_removed", node, before, {})


def _check(fields: NodeFields) -> None:
    if not fields.name.strip():
        raise RuleViolation("name_missing", field="name")
    offsets.parse(fields.starts)
    offsets.parse(fields.due)


def _values(node: TemplateNode) -> dict[str, Any]:
    return {name: getattr(node, name) for name in NodeFields.__dataclass_fields__}


def _renumber(procedure: Procedure, rows: Sequence[TemplateNode]) -> None:
    """Number the rows from 1; they get temporary numbers first, since numbers are unique."""
    procedure.nodes.filter(number__lt=ASIDE).update(number=F("number") + ASIDE * 2)
    for number, row in enumerate(rows, start=1):
        row.number = number
        row.save(update_fields=["number"])
