"""Sentences of visit events in an activity feed, after the name of the actor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from yingke.domains.visits import events
from yingke.domains.visits.models import Visit
from yingke.domains.visits.queries import archive as archive_queries
from yingke.domains.visits.terms import (
    Answer,
    ApprovalKind,
    LeadClass,
    PartRole,
    VisitState,
    cancel_reason,
)
from yingke.foundation.journal import Event, describes, sums_up
from yingke.foundation.journal.models import Entry
from yingke.foundation.journal.wording import describe_all, values
from yingke.foundation.kernel.naming import listed, worded

# Sentences that only need the event's fields filled in.
PLAIN: Final[dict[type[Event], Promise | str]] = {
    events.VisitDrafted: gettext_lazy("drafted the request “%(title)s”"),
    events.RequestReturned: gettext_lazy("returned the request: %(comment)s"),
    events.RequestRejected: gettext_lazy("rejected the request: %(comment)s"),
    events.NodesScheduled: gettext_lazy("set the due times of the nodes"),
    events.NodeCompleted: gettext_lazy("completed “%(name)s”"),
    events.NodeSkipped: gettext_lazy("skipped “%(name)s”: %(reason)s"),
    events.TaskAssigned: gettext_lazy("assigned the task “%(name)s”"),
    events.TaskAccepted: gettext_lazy("accepted the task “%(name)s”"),
    events.TaskReassigned: gettext_lazy("reassigned the task “%(name)s”: %(reason)s"),
    events.TaskCancelled: gettext_lazy("cancelled the task “%(name)s”: %(reason)s"),
    events.ItemChecked: gettext_lazy("checked off “%(name)s”"),
    events.ItemUnchecked: gettext_lazy("unchecked “%(name)s”"),
    events.TaskCompleted: gettext_lazy("completed the task “%(name)s”"),
    events.PersonReleased: gettext_lazy("removed %(staff)s from “%(item)s”"),
    events.ResourceBooked: gettext_lazy("booked %(resource)s for “%(item)s”"),
    events.ResourceReleased: gettext_lazy("released %(resource)s from “%(item)s”"),
    events.PlanSubmitted: gettext_lazy("submitted version %(version)s of the plan"),
    events.PlanApproved: gettext_lazy("approved version %(version)s of the plan"),
    events.PlanStepApproved: gettext_lazy("approved version %(version)s of the plan at “%(step)s”"),
    events.ApprovalHandedOver: gettext_lazy("handed the approval “%(step)s” over to %(name)s"),
    events.ApproverAdded: gettext_lazy("added %(name)s as an approver at “%(step)s”"),
    events.ApprovalEscalated: gettext_lazy("escalated the approval “%(step)s” as overdue"),
    events.PlanReturned: gettext_lazy("returned version %(version)s of the plan: %(comment)s"),
    events.PlanLapsed: gettext_lazy("changed the plan after version %(version)s was approved"),
    events.PlanReinstated: gettext_lazy("restored the plan to approved version %(version)s"),
    events.NodeReopened: gettext_lazy("reopened “%(name)s”"),
    events.ArrivalUndone: gettext_lazy("withdrew the arrival recorded at %(arrived_at)s"),
    events.ArrivalTimeCorrected: gettext_lazy("corrected the arrival from %(before)s to %(after)s"),
    events.VisitConfirmed: gettext_lazy("confirmed the visit, readiness %(score)s"),
    events.ArrivalChanged: gettext_lazy(
        "moved the arrival from %(before)s to %(after)s, along with %(moved_items)s agenda items"
    ),
    events.GuestsArrived: gettext_lazy("recorded the arrival of the guests"),
    events.ItemStarted: gettext_lazy("started “%(name)s”"),
    events.ItemEnded: gettext_lazy("ended “%(name)s” after %(minutes)s minutes"),
    events.VisitEnded: gettext_lazy("ended the visit"),
    events.FollowUpStarted: gettext_lazy("started the follow-up"),
    events.Escalated: gettext_lazy("escalated “%(name)s” as overdue"),
}
AGENDA: Final = {
    "added": gettext_lazy("added “%(name)s” to the agenda"),
    "changed": gettext_lazy("changed “%(name)s” on the agenda"),
    "removed": gettext_lazy("removed “%(name)s” from the agenda"),
}

describe_all(PLAIN)


@describes(events.VisitCancelled)
def visit_cancelled(entry: Entry, event: events.VisitCancelled) -> str:
    return _("cancelled the visit: %(reason)s") % {"reason": cancel_reason(event.reason)}


@sums_up(events.TaskAssigned)
def tasks_assigned(count: int) -> str:
    return ngettext("assigned %(count)s task", "assigned %(count)s tasks", count) % {"count": count}


@sums_up(events.TaskReassigned)
def tasks_reassigned(count: int) -> str:
    return ngettext("reassigned %(count)s task", "reassigned %(count)s tasks", count) % {
        "count": count
    }


@sums_up(events.PersonReleased)
def people_released(count: int) -> str:
    return ngettext("removed %(count)s person", "removed %(count)s people", count) % {
        "count": count
    }


@sums_up(events.ResourceReleased)
def resources_released(count: int) -> str:
    return ngettext("released %(count)s resource", "released %(count)s resources", count) % {
        "count": count
    }


@describes(events.VisitSubmitted)
def visit_submitted(entry: Entry, event: events.VisitSubmitted) -> str:
    return _("submitted the request, %(days)s working days ahead (%(lead)s)") % {
        "days": event.lead_working_days,
        "lead": LeadClass(event.lead_class).label,
    }


@describes(events.RequestApproved)
def request_approved(entry: Entry, event: events.RequestApproved) -> str:
    said = _("approved: %(what)s") % {"what": ApprovalKind(event.approval).label}
    return f"{said} · {event.comment}" if event.comment else said


@describes(events.SubmissionWithdrawn)
def submission_withdrawn(entry: Entry, event: events.SubmissionWithdrawn) -> str:
    return _("withdrew from approval: %(what)s") % {"what": ApprovalKind(event.what).label}


@describes(events.RequestChanged)
def request_changed(entry: Entry, event: events.RequestChanged) -> str:
    names = [_field(name) for name in event.after or event.before]
    return _("changed %(fields)s") % {"fields": listed(dict.fromkeys(names))}


@describes(events.GuestsChanged)
def guests_changed(entry: Entry, event: events.GuestsChanged) -> str:
    people = dict.fromkeys(key.rpartition(".")[0] for key in {**event.before, **event.after})
    said = {"name": listed(people)}
    if not event.before:
        return _("added the guest %(name)s") % said
    if not event.after:
        return _("removed the guest %(name)s") % said
    return _("changed the guest %(name)s") % said


@describes(events.AgendaChanged)
def agenda_changed(entry: Entry, event: events.AgendaChanged) -> str:
    return str(AGENDA[event.change]) % values(event)


@describes(events.PersonInvited)
def person_invited(entry: Entry, event: events.PersonInvited) -> str:
    role = worded(PartRole, event.role)
    return _("invited %(staff)s to “%(item)s” (%(role)s)") % {**values(event), "role": role}


@describes(events.InvitationAnswered)
def invitation_answered(entry: Entry, event: events.InvitationAnswered) -> str:
    if event.answer == Answer.ACCEPTED:
        return _("confirmed that %(staff)s will take part in “%(item)s”") % values(event)
    return _("reported that %(staff)s can't take part in “%(item)s”: %(reason)s") % values(event)


@describes(events.GateOverridden)
def gate_overridden(entry: Entry, event: events.GateOverridden) -> str:
    return _("received the guests with open nodes (%(nodes)s): %(reason)s") % {
        "nodes": listed(event.nodes),
        "reason": event.reason,
    }


@describes(events.VisitArchived)
def visit_archived(entry: Entry, event: events.VisitArchived) -> str:
    said = _("archived the visit as %(archive_name)s") % values(event)
    if event.complete:
        return said
    missing = listed(archive_queries.label_of(code) for code in event.missing)
    return said + " " + _("(missing: %(parts)s)") % {"parts": missing}


@describes(events.VisitRestored)
def visit_restored(entry: Entry, event: events.VisitRestored) -> str:
    state = VisitState(event.state).label if event.state in VisitState else event.state
    return _("restored the visit (%(state)s)") % {"state": state}


_FIELDS: Final[dict[str, Callable[[], str]]] = {
    "lead_host": lambda: _("the lead host"),
    "coordinator": lambda: _("the coordinator"),
    "answers": lambda: _("the answers"),
    "urgency_reason": lambda: _("the reason for short notice"),
    "urgency_note": lambda: _("the reason for short notice"),
    "account": lambda: _("the customer"),
    "site": lambda: _("the site"),
    "visit_type": lambda: _("the visit type"),
}


def _field(name: str) -> str:
    """Return a column's label; the name of a node or task is returned unchanged."""
    if name.startswith("node_"):
        return _("the owner of node %(number)s") % {"number": name.split("_")[1]}
    column = name.removesuffix("_id")
    if column in _FIELDS:
        return _FIELDS[column]()
    known = {
        field.name: field for field in Visit._meta.get_fields() if hasattr(field, "verbose_name")
    }
    return str(known[column].verbose_name) if column in known else name
