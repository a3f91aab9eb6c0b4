"""Versions of a procedure: drafted as a copy, described, published from a moment on, taken back."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max

from yingke.domains.procedures import permissions
from yingke.domains.procedures.models import Procedure, TemplateNode, TemplateTask, VisitType
from yingke.domains.procedures.queries import procedures
from yingke.domains.procedures.rules import template
from yingke.domains.procedures.services import drafts
from yingke.domains.procedures.services.visit_types import RESERVED
from yingke.domains.procedures.terms import VISIT_ROLES, ProcedureState
from yingke.foundation.identity import queries as identity
from yingke.foundation.identity.permissions import require
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@transaction.atomic
def draft_version(*, actor: "User", variant: str, visit_type_id: int | None = None) -> Procedure:
    """The draft of this procedure: the one there is, else a copy of the version in force.

    A visit type without a procedure of its own gets a copy of the one for all types.
    """
    require(permissions.can_edit(actor))
    kind = None
    if visit_type_id is not None:
        kind = VisitType.objects.select_for_update().get(pk=visit_type_id)
    line = Procedure.objects.filter(variant=variant, visit_type=kind)
    list(line.select_for_update())
    known = line.filter(state=ProcedureState.DRAFT).first()
    if known is not None:
        return known
    source = procedures.in_force(variant, visit_type_id)
    if source is None:
        raise RuleViolation("no_procedure_in_force", variant=variant)
    code = kind.code if kind else RESERVED
    last = Procedure.objects.filter(code=code, variant=variant).aggregate(Max("version"))
    made = Procedure.objects.create(
        code=code,
        variant=variant,
        version=(last["version__max"] or 0) + 1,
        visit_type=kind,
        name=source.name,
        name_en=source.name_en,
        made_by=actor,
        made_at=clock.now(),
    )
    _copy_nodes(source, made)
    drafts.record(actor, made, "drafted", made, {}, {"copy_of": drafts.code_of(source)})
    return made


@transaction.atomic
def describe(
    *, actor: "User", procedure_id: int, version: int, name: str, name_en: str, note: str
) -> Procedure:
    """Say what a draft is called and what it is for; `version` is the revision that was seen."""
    row = _seen(actor, procedure_id, version)
    if not name.strip():
        raise RuleViolation("name_missing", field="name")
    values = {"name": name, "name_en": name_en, "note": note}
    before = {key: getattr(row, key) for key, value in values.items() if getattr(row, key) != value}
    if before:
        for key in before:
            setattr(row, key, values[key])
        row.save(update_fields=list(before))
        drafts.record(actor, row, "described", row, before, {key: values[key] for key in before})
    return row


@transaction.atomic
def drop_draft(*, actor: "User", procedure_id: int) -> None:
    """Throw a draft away; the journal keeps that it was there."""
    row = drafts.draft(actor, procedure_id)
    drafts.record(actor, row, "dropped", row, {"state": row.state}, {})
    row.delete()


@transaction.atomic
def publish(
    *,
    actor: "User",
    procedure_id: int,
    version: int,
    in_force_from: datetime | None = None,
    note: str = "",
) -> Procedure:
    """Let visits that are approved from a moment on (now) follow this version.

    `version` is the revision that was seen. RuleViolation("procedure_faulty") carries `faults`.
    Visits that run already keep theirs.
    """
    row = _seen(actor, procedure_id, version)
    now = clock.now()
    if in_force_from is not None and in_force_from < now:
        raise RuleViolation("effective_in_the_past", field="in_force_from")
    found = faults_of(row)
    if found:
        raise RuleViolation("procedure_faulty", faults=found)
    line = Procedure.objects.filter(variant=row.variant, visit_type=row.visit_type_id)
    moment = in_force_from or now
    if line.filter(state=ProcedureState.PUBLISHED, in_force_from=moment).exists():
        raise RuleViolation("moment_taken", field="in_force_from")
    before = {"state": row.state, "in_force_from": None}
    row.state, row.in_force_from, row.note = ProcedureState.PUBLISHED, moment, note or row.note
    row.published_by, row.published_at = actor, now
    row.save(update_fields=["state", "in_force_from", "note", "published_by", "published_at"])
    after = {"state": row.state, "in_force_from": moment.isoformat()}
    drafts.record(actor, row, "published", row, before, after)
    return row


@transaction.atomic
def take_back(*, actor: "User", procedure_id: int) -> Procedure:
    """Make a version whose moment has not come a draft again."""
    row = _published(actor, procedure_id)
    if row.in_force_from is None or row.in_force_from <= clock.now():
        raise RuleViolation("procedure_is_in_force", procedure=row.label)
    others = Procedure.objects.filter(variant=row.variant, visit_type=row.visit_type_id)
    if others.filter(state=ProcedureState.DRAFT).exists():
        raise RuleViolation("draft_exists")
    before: dict[str, Any] = {"state": row.state, "in_force_from": row.in_force_from.isoformat()}
    row.state, row.in_force_from = ProcedureState.DRAFT, None
    row.published_by, row.published_at = None, None
    row.save(update_fields=["state", "in_force_from", "published_by", "published_at"])
    drafts.record(actor, row, "taken_back", row, before, {"state": row.state})
    return row


@transaction.atomic
def retire(*, actor: "User", procedure_id: int) -> None:
    """Let a visit type follow the procedure for all types again."""
    row = _published(actor, procedure_id)
    if row.visit_type_id is None:
        raise RuleViolation("procedure_for_all_types")
    line = Procedure.objects.filter(
        variant=row.variant, visit_type=row.visit_type_id, state=ProcedureState.PUBLISHED
    )
    for one in line.select_for_update():
        one.state = ProcedureState.RETIRED
        one.save(update_fields=["state"])
        drafts.record(actor, one, "retired", one, {"state": "published"}, {"state": one.state})


def faults_of(procedure: Procedure) -> list[template.Fault]:
    """Everything that keeps a draft from being published."""
    values = procedures.content(procedures.with_content(procedure))
    return template.faults(values, variant=procedure.variant, roles=owner_roles())


def owner_roles() -> list[str]:
    """Who may own a node or task: the roles of a visit, then those of the company."""
    codes = identity.roles().values_list("code", flat=True)
    return [*VISIT_ROLES, *(code for code in codes if code not in VISIT_ROLES)]


def _seen(actor: "User", procedure_id: int, version: int) -> Procedure:
    row = drafts.draft(actor, procedure_id)
    if row.revision != version:
        raise RuleViolation("stale", version=version, stored=row.revision)
    return row


def _published(actor: "User", procedure_id: int) -> Procedure:
    require(permissions.can_edit(actor))
    row = Procedure.objects.select_for_update().get(pk=procedure_id)
    if row.state != ProcedureState.PUBLISHED:
        raise RuleViolation("procedure_not_published", procedure=row.label)
    return row


def _copy_nodes(source: Procedure, made: Procedure) -> None:
    """The same nodes and tasks under their keys, so that the two versions can be compared."""
    for node in procedures.with_content(source):
        tasks = list(node.tasks.all())
        values = {name: getattr(node, name) for name in procedures.NODE_FIELDS}
        copy = TemplateNode.objects.create(procedure=made, key=node.key, **values)
        TemplateTask.objects.bulk_create(
            TemplateTask(
                node=copy,
                key=task.key,
                position=task.position,
                checks=task.checks,
                **{name: getattr(task, name) for name in procedures.TASK_FIELDS},
            )
            for task in tasks
        )
