"""Report, correct, submit and withdraw a change; `services.deciding` applies it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from yingke.domains.planning import permissions
from yingke.domains.planning.events import ChangeClosed, ChangeReported
from yingke.domains.planning.models import ChangeRequest
from yingke.domains.planning.queries import changes as queries
from yingke.domains.planning.rules import details as rules
from yingke.domains.planning.rules import reading
from yingke.domains.planning.rules.details import Details
from yingke.domains.planning.terms import OPEN_CHANGES, ChangeKind, ChangeState
from yingke.domains.visits import queries as visits
from yingke.domains.visits.services import locking
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel import clock, jobs
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.domains.visits.models import Visit
    from yingke.foundation.identity.models import User

ANSWER = "planning.answer_change"


@transaction.atomic
def report(
    *,
    actor: User,
    visit_id: int,
    kind: str = "",
    details: Mapping[str, Any] | None = None,
    text: str = "",
    source: str = "",
    client_id: UUID | None = None,
) -> ChangeRequest:
    """Report what happened; the alternatives are made in the background.

    Without a kind the sentence is read; what is given replaces what was read. With a `client_id`
    that is known, that report is returned. RuleViolation("change_not_understood"),
    ("change_incomplete"), ("change_out_of_range"), ("already_arrived"), ("item_has_begun").
    """
    visit = locking.locked(visit_id)
    require(permissions.can_report(actor, visit))
    require(visits.visible_to(actor).filter(pk=visit_id).exists())
    if client_id is not None:
        known = ChangeRequest.objects.filter(client_id=client_id, visit=visit).first()
        if known is not None:
            return known
    read_kind, found = _understood(visit, kind, details or {}, text)
    change = ChangeRequest.objects.create(
        visit=visit,
        kind=read_kind,
        details=found.to_json(),
        text=text.strip(),
        source=source.strip(),
        client_id=client_id,
        reported_by=actor,
        reported_at=clock.now(),
        visit_version=visit.version,
    )
    _record_report(change, visit, actor)
    jobs.enqueue(ANSWER, change_id=change.pk)
    return change


@transaction.atomic
def correct(
    *, actor: User, change_id: int, kind: str, details: Mapping[str, Any], version: int
) -> ChangeRequest:
    """Say better what happened; the alternatives are made anew."""
    change, visit = locked(change_id)
    require(permissions.can_withdraw(actor, change))
    if change.version != version:
        raise RuleViolation("stale", version=version, stored=change.version)
    _require_open(change)
    change.kind, found = _understood(visit, kind, details, "")
    change.details = found.to_json()
    _record_report(change, visit, actor)
    ask_again(change, "kind", "details")
    return change


@transaction.atomic
def withdraw(*, actor: User, change_id: int) -> ChangeRequest:
    """End a change that is not decided; nothing on the agenda changes."""
    change, _visit = locked(change_id)
    require(permissions.can_withdraw(actor, change))
    _require_open(change)
    change.state, change.decided_by, change.decided_at = (
        ChangeState.WITHDRAWN,
        actor,
        clock.now(),
    )
    write(change, "state", "decided_by", "decided_at")
    close(change, actor)
    return change


def ask_again(change: ChangeRequest, *fields: str) -> None:
    """Make the alternatives anew, since what they were made from has changed."""
    change.state, change.chosen, change.chosen_by = ChangeState.REPORTED, None, None
    change.alternatives, change.submitted_at = [], None
    write(change, "state", "chosen", "chosen_by", "alternatives", "submitted_at", *fields)
    jobs.enqueue(ANSWER, change_id=change.pk)


def locked(change_id: int) -> tuple[ChangeRequest, Visit]:
    """The visit first, then the change, as everywhere."""
    visit_id = ChangeRequest.objects.values_list("visit_id", flat=True).get(pk=change_id)
    visit = locking.locked(visit_id)
    change = ChangeRequest.objects.select_for_update(of=("self",)).get(pk=change_id)
    change.visit = visit
    return change, visit


def write(change: ChangeRequest, *fields: str) -> None:
    """Write the named columns and count the write."""
    change.version += 1
    change.save(update_fields=[*fields, "version"])


def close(change: ChangeRequest, actor: User | None, reason: str = "") -> None:
    visit = change.visit
    event = ChangeClosed(visit.pk, visit.account_id, change.pk, change.state, reason)
    journal.record(actor=actor, event=event)


def _understood(
    visit: Visit, kind: str, given: Mapping[str, Any], text: str
) -> tuple[ChangeKind, Details]:
    known = queries.known_of(visit)
    read = reading.read(text, known)
    chosen = kind or read.kind
    if not chosen or chosen not in ChangeKind.values:
        raise RuleViolation("change_not_understood", field="text")
    stated = {name: value for name, value in given.items() if value not in (None, "")}
    if read.kind == chosen:
        stated = {**read.details.to_json(), **stated}
    details = rules.only_needed(chosen, Details.from_json(stated))
    rules.check(chosen, details)
    _check_against(visit, chosen, details, known)
    return ChangeKind(chosen), details


def _check_against(visit: Visit, kind: str, details: Details, known: reading.Known) -> None:
    """What is named belongs to the visit, and has not begun where it is to change."""
    if kind in (ChangeKind.EARLY, ChangeKind.LATE) and visit.arrived_at is not None:
        raise RuleViolation("already_arrived")
    named = {
        "item": (details.item, known.items),
        "staff": (details.staff, known.people),
        "resource": (details.resource, known.resources),
    }
    for field, (pk, rows) in named.items():
        if pk is not None and pk not in {row.id for row in rows}:
            raise RuleViolation("change_unknown", field=field)
    if details.item is None:
        return
    item = visit.agenda.get(pk=details.item)
    if item.finished_at or (item.started_at and kind == ChangeKind.CANCELLED):
        raise RuleViolation("item_has_begun", field="item", item=item.label)
    lasts = (item.ends_at - item.starts_at).total_seconds() / 60
    if kind == ChangeKind.LENGTH and lasts + (details.minutes or 0) < 5:
        raise RuleViolation("change_out_of_range", field="minutes", most=rules.MOST_MINUTES)


def _require_open(change: ChangeRequest) -> None:
    if change.state not in OPEN_CHANGES:
        raise RuleViolation("change_closed")


def _record_report(change: ChangeRequest, visit: Visit, actor: User) -> None:
    about = (visit.pk, visit.account_id, change.pk)
    event = ChangeReported(*about, change.kind, dict(change.details), change.text)
    journal.record(actor=actor, event=event)
