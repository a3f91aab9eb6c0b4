"""The follow-up: opened when a visit ends, completed step by step, closed with a reason (P25)."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.files import File
from django.db import transaction
from django.urls import reverse

from yingke.domains.growth import events, permissions
from yingke.domains.growth.models import FollowUp, Step
from yingke.domains.growth.terms import Outcome, StepKind
from yingke.domains.procedures.terms import NodeKind
from yingke.domains.visits.models import Visit
from yingke.domains.visits.queries.facts import parameter
from yingke.domains.visits.services import closing
from yingke.domains.visits.services import tasks as visit_tasks
from yingke.foundation.documents import services as documents
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import services as journal
from yingke.foundation.journal.events import Ref
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

# Names of the owner's tasks, in both languages.
NAMES = {
    StepKind.DRAFT: ("提交方案初稿", "Send the first draft of the solution"),
    StepKind.SECOND_TALK: ("第二次沟通", "Hold the second talk"),
    StepKind.SYNC: ("每周同步客户进展", "Update the customer on progress"),
}


@transaction.atomic
def open_follow_up(*, visit_id: int) -> FollowUp:
    """Open the follow-up of an ended visit, with the draft and the second meeting as its steps."""
    visit = Visit.objects.select_related("account", "site", "visit_type").get(pk=visit_id)
    ended_at = visit.ended_at or clock.now()
    owner_id = visit.account.account_manager_id or visit.lead_host_id
    follow_up, made = FollowUp.objects.get_or_create(
        visit=visit, defaults={"owner_id": owner_id, "opened_at": clock.now()}
    )
    if made:
        journal.record(
            actor=None, event=events.FollowUpOpened(visit.pk, visit.account_id, owner_id)
        )
        for kind in (StepKind.DRAFT, StepKind.SECOND_TALK):
            _add_step(follow_up, kind, ended_at + parameter(visit, f"followup.{kind.value}"))
        closing.start_follow_up(actor=None, visit_id=visit.pk)
    return follow_up


@transaction.atomic
def finish_step(
    *, actor: "User", step_id: int, note: str, upload: "File[Any] | None" = None
) -> Step:
    """Record a step's outcome and close it; weekly updates start after the second meeting."""
    step = _open_step(actor, step_id)
    if not note.strip():
        raise RuleViolation("note_missing", field="note")
    visit = step.follow_up.visit
    if upload is not None:
        step.document = documents.store(
            actor=actor, owner=Ref("visits.visit", visit.pk), upload=upload, purpose="follow-up"
        )
    _close_step(step, actor, note=note.strip(), skipped=False)
    journal.record(
        actor=actor,
        event=events.StepDone(visit.pk, visit.account_id, step.kind, step.due_at, step.note),
    )
    _continue_after(step)
    return step


@transaction.atomic
def skip_step(*, actor: "User", step_id: int, reason: str) -> Step:
    """Skip a weekly update, with a reason; other steps cannot be skipped."""
    step = _open_step(actor, step_id)
    if step.kind != StepKind.SYNC:
        raise RuleViolation("step_cannot_be_skipped")
    if not reason.strip():
        raise RuleViolation("reason_missing", field="reason")
    _close_step(step, actor, note=reason.strip(), skipped=True)
    visit = step.follow_up.visit
    journal.record(
        actor=actor,
        event=events.StepSkipped(visit.pk, visit.account_id, step.kind, step.due_at, step.note),
    )
    _continue_after(step)
    return step


@transaction.atomic
def close(*, actor: "User", follow_up_id: int, version: int, outcome: str, reason: str) -> FollowUp:
    """Close a follow-up as won or without demand, with a reason."""
    follow_up = _locked(follow_up_id)
    require(permissions.can_drive(actor, follow_up), "growth.follow_up")
    if follow_up.version != version:
        raise RuleViolation("stale", stored=follow_up.version, edited=version)
    if follow_up.outcome != Outcome.OPEN:
        raise RuleViolation("already_concluded", outcome=follow_up.outcome)
    if outcome not in (Outcome.WON, Outcome.TERMINATED):
        raise RuleViolation("outcome_unknown", field="outcome")
    if not reason.strip():
        raise RuleViolation("reason_missing", field="reason")
    follow_up.outcome, follow_up.reason = outcome, reason.strip()
    follow_up.concluded_at = clock.now()
    follow_up.version += 1
    follow_up.save()
    visit = follow_up.visit
    for step in follow_up.steps.filter(done_at=None):
        visit_tasks.complete_external_task(visit, origin=_origin(step), actor=actor)
    journal.record(
        actor=actor,
        event=events.FollowUpClosed(visit.pk, visit.account_id, outcome, follow_up.reason),
    )
    return follow_up


def _continue_after(step: Step) -> None:
    """Add a weekly update after the second meeting or the previous update."""
    follow_up = step.follow_up
    if step.kind == StepKind.DRAFT or follow_up.outcome != Outcome.OPEN:
        return
    due_at = clock.now() + parameter(follow_up.visit, "followup.sync")
    number = follow_up.steps.filter(kind=StepKind.SYNC).count() + 1
    _add_step(follow_up, StepKind.SYNC, due_at, number=number)


def _add_step(follow_up: FollowUp, kind: StepKind, due_at: datetime, *, number: int = 1) -> None:
    step = Step.objects.create(follow_up=follow_up, kind=kind, due_at=due_at, number=number)
    name, name_en = NAMES[kind]
    visit_tasks.assign_external_task(
        follow_up.visit,
        origin=_origin(step),
        name=name,
        name_en=name_en,
        assignee_id=follow_up.owner_id,
        due_at=due_at,
        link=reverse("growth:detail", args=[follow_up.visit_id]),
        node_kind=NodeKind.FOLLOW_UP,
    )


def _origin(step: Step) -> str:
    return f"growth.{step.kind}.{step.number}"


def _locked(follow_up_id: int) -> FollowUp:
    return (
        FollowUp.objects.select_for_update(of=("self",))
        .select_related("visit__account", "visit__site", "visit__visit_type")
        .get(pk=follow_up_id)
    )


def _open_step(actor: "User", step_id: int) -> Step:
    step = Step.objects.get(pk=step_id)
    step.follow_up = _locked(step.follow_up_id)
    require(permissions.can_drive(actor, step.follow_up), "growth.follow_up")
    step.refresh_from_db(fields=["done_at"])
    if step.done_at is not None or step.follow_up.outcome != Outcome.OPEN:
        raise RuleViolation("step_closed")
    return step


def _close_step(step: Step, actor: "User", *, note: str, skipped: bool) -> None:
    step.done_at, step.done_by = clock.now(), actor
    step.note, step.skipped = note, skipped
    step.save()
    visit_tasks.complete_external_task(step.follow_up.visit, origin=_origin(step), actor=actor)
