"""Draft, change and submit requests."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from yingke.domains.customers import queries as customers
from yingke.domains.procedures.models import VisitType
from yingke.domains.procedures.queries import request_form
from yingke.domains.visits import events, permissions, registers
from yingke.domains.visits.models import Visit
from yingke.domains.visits.queries.answers import visible_answers
from yingke.domains.visits.queries.facts import parameter
from yingke.domains.visits.rules import lead_time, states
from yingke.domains.visits.rules.names import Person
from yingke.domains.visits.services import chain_runs, guests, locking, plans
from yingke.foundation.identity import queries as identity
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel import calendars, clock
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.kernel.naming import pinyin_key

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@dataclass(frozen=True)
class RequestFields:
    """Fields of the request form; `answers` are those to the company's own questions."""

    account_id: int
    site_id: int
    visit_type_id: int
    title: str
    arrives_at: datetime
    leaves_at: datetime
    headcount: int = 1
    demand: str = "cooperation"
    purpose: str = ""
    identity: str = ""
    channel: str = "email"
    confirmation: str = ""
    lead_host_id: int | None = None
    urgency_reason: str = ""
    urgency_note: str = ""
    answers: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def draft_visit(
    *,
    actor: "User",
    fields: RequestFields,
    contact_ids: Sequence[int] = (),
    new: Sequence[Person] = (),
) -> Visit:
    """Write down a request and its guests; the date is held until the hold expires."""
    require(permissions.can_request(actor))
    now = clock.now()
    visit = Visit(
        requester=actor,
        department_id=_department_of(actor),
        created_at=now,
    )
    _take_over(actor, visit, fields, complete=False)
    calendar = calendars.for_calendar(visit.site.calendar)
    days = int(parameter(visit, "visit.hold.expires"))
    held = calendar.add_working_days(now.astimezone(calendar.tz).date(), days)
    visit.hold_until = calendar.at(held, calendar.day_end)
    # last: it locks the series against other requests until the end of the transaction
    visit.number = locking.next_number(clock.today(ZoneInfo(settings.TIME_ZONE)).year)
    visit.save()
    locking.add_members(visit, [actor, visit.lead_host_id])
    journal.record(
        actor=actor,
        event=events.VisitDrafted(visit.pk, visit.account_id, visit.number, visit.title),
    )
    if contact_ids or new:
        guests.add_guests(actor=actor, visit_id=visit.pk, contact_ids=contact_ids, new=new)
        visit.refresh_from_db()
    return visit


@transaction.atomic
def change_request(*, actor: "User", visit_id: int, version: int, fields: RequestFields) -> Visit:
    """Change the request; the journal shows the difference to earlier approvers."""
    visit = locking.locked(visit_id, version=version)
    require(permissions.can_edit_request(actor, visit))
    _keep_dates_once_approved(visit, fields)
    before = _values(visit)
    _take_over(actor, visit, fields, complete=visit.state not in permissions.OPEN_TO_EDITS)
    after = _values(visit)
    changed = {name for name in after if before[name] != after[name]}
    if changed:
        locking.touch(visit, *changed, "form_at", "title_key")
        locking.add_members(visit, [visit.lead_host_id])
        journal.record(
            actor=actor,
            event=events.RequestChanged(
                visit.pk,
                visit.account_id,
                {name: before[name] for name in sorted(changed)},
                {name: after[name] for name in sorted(changed)},
            ),
        )
        if "headcount" in changed:
            counts = {"headcount": before["headcount"]}, {"headcount": after["headcount"]}
            registers.apply_effects(visit, registers.Change("headcount", *counts), actor)
        plans.recheck(visit, actor=actor)
    return visit


@transaction.atomic
def submit(*, actor: "User", visit_id: int, version: int) -> Visit:
    """Submit for approval through the chain in force; short notice needs a reason (P14)."""
    visit = locking.locked(visit_id, version=version)
    require(permissions.can_submit(actor, visit))
    state = states.after(visit.state, "submit")
    _check_answers(visit, visit.answers, complete=True)
    lead = judge_lead_time(visit)
    lead_time.require_reason(lead, reason=visit.urgency_reason, note=visit.urgency_note)
    visit.state, visit.lead_class, visit.submitted_at = state, lead.lead_class, clock.now()
    locking.touch(visit, "state", "lead_class", "submitted_at")
    journal.record(
        actor=actor,
        event=events.VisitSubmitted(
            visit.pk, visit.account_id, lead.lead_class, lead.working_days, visit.arrives_at
        ),
    )
    chain_runs.begin(visit, actor=actor)
    return visit


def judge_lead_time(visit: Visit) -> lead_time.LeadTime:
    """Return the lead time of this request if it is submitted now."""
    return lead_time.classify(
        submitted_at=clock.now(),
        arrives_at=visit.arrives_at,
        calendar=calendars.for_calendar(visit.site.calendar),
        normal_days=int(parameter(visit, "visit.lead_time.normal")),
        urgent_hours=parameter(visit, "visit.lead_time.urgent"),
    )


def _take_over(actor: "User", visit: Visit, fields: RequestFields, *, complete: bool) -> None:
    """Copy the values to the visit after the checks that a form cannot make."""
    if fields.leaves_at <= fields.arrives_at:
        raise RuleViolation("leaves_before_it_arrives", field="leaves_at")
    _check_choices(actor, visit, fields)
    kept, before = visit.answers, (visit.arrives_at, visit.leaves_at)
    if fields.visit_type_id != visit.visit_type_id:
        _choose_type(visit, fields.visit_type_id)
        kept = {}
    for name, value in asdict(fields).items():
        if name != "answers":
            setattr(visit, name, value)
    _check_dates(visit, before)
    _check_restricted(actor, visit, fields.answers, kept)
    visit.title_key = pinyin_key(visit.title)
    answers = {**kept, **fields.answers}  # answers to hidden questions are kept
    visit.answers = _check_answers(visit, answers, complete=complete)


def _check_choices(actor: "User", visit: Visit, fields: RequestFields) -> None:
    """Refuse a customer or site that the actor cannot choose, and a host without that role.

    Stored values stay valid even if they could not be chosen again.
    """
    offered: dict[str, QuerySet[Any]] = {
        "account_id": customers.account_choices(actor),
        "site_id": identity.sites(),
        "lead_host_id": identity.users_with("visits.host"),
    }
    refusals = {
        "account_id": "unknown_account",
        "site_id": "unknown_site",
        "lead_host_id": "unknown_host",
    }
    for name, rows in offered.items():
        chosen = getattr(fields, name)
        if chosen in (None, getattr(visit, name)):
            continue
        if not rows.filter(pk=chosen).exists():
            raise RuleViolation(refusals[name], field=name)


def _check_dates(visit: Visit, before: tuple[datetime, datetime]) -> None:
    if (visit.arrives_at, visit.leaves_at) != before:
        lead_time.check_dates(
            arrives_at=visit.arrives_at,
            leaves_at=visit.leaves_at,
            now=clock.now(),
            furthest_back=parameter(visit, "visit.dates.back"),
            furthest_ahead=parameter(visit, "visit.dates.ahead"),
        )


def _check_restricted(
    actor: "User", visit: Visit, answers: dict[str, Any], kept: dict[str, Any]
) -> None:
    """Refuse an answer to a question that is hidden from the actor."""
    shown = visible_answers(actor, answers, visit_type_id=visit.visit_type_id, at=visit.asked_at)
    for code in answers.keys() - shown.keys():
        if answers[code] != kept.get(code):
            raise RuleViolation("answer_restricted", field=f"answer_{code}")


def _choose_type(visit: Visit, visit_type_id: int) -> None:
    """Switch to the current questions of another type; retired types are refused."""
    if not VisitType.objects.filter(pk=visit_type_id, active=True).exists():
        raise RuleViolation("visit_type_retired", field="visit_type")
    visit.visit_type_id = visit_type_id
    visit.form_at = clock.now()


def _check_answers(visit: Visit, answers: dict[str, Any], *, complete: bool) -> dict[str, Any]:
    tz = ZoneInfo(visit.site.timezone)
    days = [moment.astimezone(tz).date() for moment in (visit.arrives_at, visit.leaves_at)]
    nights = (days[1] - days[0]).days
    return request_form.check_answers(
        visit.visit_type_id, answers, at=visit.asked_at, complete=complete, nights=nights
    )


def _keep_dates_once_approved(visit: Visit, fields: RequestFields) -> None:
    """After approval, dates change only through `arrival`, with everything that depends on them."""
    if visit.state in permissions.OPEN_TO_EDITS or visit.state == "submitted":
        return
    if fields.arrives_at != visit.arrives_at:
        raise RuleViolation("change_arrival_instead", field="arrives_at")
    for name in ("account_id", "site_id", "visit_type_id"):
        if getattr(fields, name) != getattr(visit, name):
            raise RuleViolation("fixed_once_approved", field=name.removesuffix("_id"))


def _values(visit: Visit) -> dict[str, Any]:
    values = {name: getattr(visit, name) for name in RequestFields.__dataclass_fields__}
    answers = {  # the journal stores exact numbers only
        code: Decimal(str(value)) if isinstance(value, float) else value
        for code, value in visit.answers.items()
    }
    return {**values, "answers": answers}


def _department_of(user: "User") -> int | None:
    staff = getattr(user, "staff", None)
    return staff.department_id if staff else None
