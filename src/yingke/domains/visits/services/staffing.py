"""Invite staff to agenda items; accept, decline, remove."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from yingke.domains.people import queries as people
from yingke.domains.people.models import Staff
from yingke.domains.visits import events, notices, permissions
from yingke.domains.visits.models import AgendaItem, AgendaPerson, Visit
from yingke.domains.visits.queries import duties
from yingke.domains.visits.queries.suitability import Bench, Window
from yingke.domains.visits.registers import Change, apply_effects
from yingke.domains.visits.services import locking, plans
from yingke.domains.visits.terms import Answer
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@transaction.atomic
def invite(*, actor: "User", item_id: int, staff_id: int, role: str) -> AgendaPerson:
    """Invite a staff member; several invitations at a time are allowed, but one acceptance.

    RuleViolation("person_busy") names the other item, ("person_away") the absence.
    """
    item = AgendaItem.objects.get(pk=item_id)
    visit = locking.locked(item.visit_id)
    part = _put_on(actor, visit, item, staff_id, role, Answer.ASKED)
    if part.staff.user_id == actor.pk:  # inviting oneself is accepting
        part.answer, part.answered_at = Answer.ACCEPTED, clock.now()
        part.save(update_fields=["answer", "answered_at"])
    _invited(visit, part, actor)
    _person_changed(visit, actor, {}, {"staff": staff_id, "role": role})
    return part


@transaction.atomic
def intend(*, actor: "User", item_id: int, staff_id: int, role: str) -> AgendaPerson:
    """Put a staff member on an item of a plan that is not approved yet; its approval invites them.

    RuleViolation as for `invite`.
    """
    item = AgendaItem.objects.get(pk=item_id)
    visit = locking.locked(item.visit_id)
    part = _put_on(actor, visit, item, staff_id, role, Answer.PLANNED)
    _person_changed(visit, actor, {}, {"staff": staff_id, "role": role})
    return part


def invite_intended(visit: Visit, *, actor: "User") -> None:
    """Invite who was put on the agenda before the plan was approved, in the caller's
    transaction."""
    parts = AgendaPerson.objects.filter(item__visit=visit, answer=Answer.PLANNED)
    for part in parts.select_related("item", "staff__user"):
        part.answer, part.asked_at = Answer.ASKED, clock.now()
        part.save(update_fields=["answer", "asked_at"])
        _invited(visit, part, actor)


@dataclass(frozen=True)
class Invited:
    """What came of inviting several people: the new parts, and (person, item) left out."""

    parts: list[AgendaPerson]
    left_out: list[tuple[str, str]]


@transaction.atomic
def invite_several(
    *,
    actor: "User",
    visit_id: int,
    item_ids: Sequence[int],
    staff_ids: Sequence[int],
    role: str,
    anyway: bool = False,
) -> Invited:
    """Invite each of these people to each of these items of a visit.

    Who is taken or away at an item's time is left out of it. RuleViolation("people_unsuitable")
    names those with another drawback, unless they are to be invited `anyway`; ("nobody_invited")
    where every one is left out.
    """
    visit = locking.locked(visit_id)
    require(permissions.can_plan(actor, visit))
    items = list(visit.agenda.filter(pk__in=item_ids, started_at=None))
    if not items:
        raise RuleViolation("nobody_invited", field="staff")
    asked = set(
        AgendaPerson.objects.filter(item__in=items, role=role)
        .exclude(answer=Answer.DECLINED)
        .values_list("item_id", "staff_id")
    )
    bench = Bench(visit, [Window(item.starts_at, item.ends_at, item.pk) for item in items])
    wanted, left_out, doubts = [], [], {}
    for item in items:
        window = Window(item.starts_at, item.ends_at, item.pk)
        for found in bench.ranked(role, window):
            pk = found.person.staff_id
            if pk not in staff_ids or (item.pk, pk) in asked:
                continue
            label = bench.staff[pk].label
            if found.is_blocked:
                left_out.append((label, item.label))
                continue
            wanted.append((item.pk, pk))
            if found.drawbacks:
                doubts[label] = [reason.code for reason in found.drawbacks]
    if doubts and not anyway:
        raise RuleViolation("people_unsuitable", field="anyway", doubts=doubts)
    if not wanted:
        raise RuleViolation("nobody_invited", field="staff")
    parts = [invite(actor=actor, item_id=item_id, staff_id=pk, role=role) for item_id, pk in wanted]
    return Invited(parts, left_out)


@transaction.atomic
def answer(*, actor: "User", part_id: int, accept: bool, reason: str = "") -> AgendaPerson:
    """Accept or decline for oneself, or for a colleague whom one's visit invited.

    Declining needs a reason; accepting is refused if another item was accepted meanwhile.
    """
    part = _part(part_id)
    visit = locking.locked(part.item.visit_id)
    own = part.staff.user_id == actor.pk
    require(own or permissions.can_plan(actor, visit))
    if not accept and not reason.strip():
        raise RuleViolation("reason_missing", field="reason")
    if accept:
        _refuse_if_busy(part.staff, part.item, visit)
    part.answer = Answer.ACCEPTED if accept else Answer.DECLINED
    part.answered_at, part.reason = clock.now(), reason.strip()
    part.save(update_fields=["answer", "answered_at", "reason"])
    journal.record(
        actor=actor,
        event=events.InvitationAnswered(
            *_about(visit, part.item),
            *(part.staff_id, part.staff.name, part.answer, part.reason),
        ),
    )
    if not accept:
        notices.declined(visit, part)
        _person_changed(visit, actor, {"staff": part.staff_id, "role": part.role}, {})
    return part


@transaction.atomic
def release(*, actor: "User", part_id: int) -> None:
    """Remove a staff member from an item and notify them if they were invited."""
    part = _part(part_id)
    visit = locking.locked(part.item.visit_id)
    require(permissions.can_plan(actor, visit))
    if part.item.started_at is not None:
        raise RuleViolation("item_has_begun", item=part.item.label)
    journal.record(
        actor=actor,
        event=events.PersonReleased(
            *_about(visit, part.item), part.staff_id, part.staff.name, part.role
        ),
    )
    if part.answer != Answer.PLANNED:
        notices.released(visit, part)
    part.delete()
    _person_changed(visit, actor, {"staff": part.staff_id, "role": part.role}, {})


def _put_on(
    actor: "User", visit: Visit, item: AgendaItem, staff_id: int, role: str, answer: Answer
) -> AgendaPerson:
    require(permissions.can_plan(actor, visit))
    staff = Staff.objects.select_related("user").get(pk=staff_id)
    replaceable = (Answer.DECLINED, Answer.PLANNED)
    if item.people.filter(staff=staff, role=role).exclude(answer__in=replaceable).exists():
        raise RuleViolation("person_already_asked", field="staff", person=staff.label)
    _refuse_if_busy(staff, item, visit)
    part, _ = AgendaPerson.objects.update_or_create(
        item=item,
        staff=staff,
        role=role,
        defaults={
            "answer": answer,
            "asked_at": clock.now(),
            "answered_at": None,
            "reason": "",
        },
    )
    part.item, part.staff = item, staff
    return part


def _invited(visit: Visit, part: AgendaPerson, actor: "User") -> None:
    staff = part.staff
    locking.add_members(visit, [staff.user_id])
    journal.record(
        actor=actor,
        event=events.PersonInvited(*_about(visit, part.item), staff.pk, staff.name, part.role),
    )
    if part.answer == Answer.ASKED:
        notices.invited(visit, part.item, part)


def _person_changed(
    visit: Visit, actor: "User", before: dict[str, Any], after: dict[str, Any]
) -> None:
    apply_effects(visit, Change("person", before, after), actor)
    plans.recheck(visit, actor=actor)


def _refuse_if_busy(staff: Staff, item: AgendaItem, visit: Visit) -> None:
    """Lock the staff row so that two visits cannot book the same person concurrently."""
    Staff.objects.select_for_update(of=("self",)).get(pk=staff.pk)
    agreed = people.duties_between([staff.pk], item.starts_at, item.ends_at)
    taken = next((duty for duty in agreed if (duty.code, duty.id) != (duties.CODE, item.pk)), None)
    if taken:
        raise RuleViolation(
            "person_busy",
            field="staff",
            person=staff.label,
            number=taken.label,
            start=taken.starts_at,
            end=taken.ends_at,
        )
    absence = people.absences_between([staff.pk], item.starts_at, item.ends_at).first()
    if absence is not None:
        raise RuleViolation("person_away", field="staff", person=staff.label, reason=absence.kind)


def _part(part_id: int) -> AgendaPerson:
    return AgendaPerson.objects.select_related("item", "staff__user").get(pk=part_id)


def _about(visit: Visit, item: AgendaItem) -> tuple[int, int, int, str]:
    return visit.pk, visit.account_id, item.pk, item.name
