"""Messages for refusals, closed gates and agenda warnings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from yingke.domains.people.terms import AbsenceKind
from yingke.domains.visits.queries import archive as archive_queries
from yingke.domains.visits.rules.agenda import Notice
from yingke.domains.visits.rules.gates import Missing
from yingke.domains.visits.terms import Decision, VisitState
from yingke.domains.visits.web import picks
from yingke.foundation.ui import dates, refusals


def _item_too_long(hours: int) -> str:
    sentence = ngettext(
        "An item can last up to %(hours)s hour. Split it into several.",
        "An item can last up to %(hours)s hours. Split it into several.",
        hours,
    )
    return sentence % {"hours": hours}


PLAIN: Final[dict[str, refusals.Sentence]] = {
    "agenda_not_empty": gettext_lazy("The agenda has items already. Change them instead."),
    "agenda_empty": gettext_lazy("The agenda is empty. Add an item first."),
    "answer_restricted": gettext_lazy("Only coordinators can answer this question."),
    "arrival_is_past": gettext_lazy("This time is in the past."),
    "arrival_in_the_future": gettext_lazy("Arrival can't be in the future."),
    "day_has_begun": gettext_lazy("An agenda item has already started. Correct the time instead."),
    "change_arrival_instead": gettext_lazy(
        "This request is already approved. Use “Change arrival” so the agenda and bookings follow."
    ),
    "comment_missing": gettext_lazy("Add a comment so the requester knows what to change."),
    "decided_before": gettext_lazy("You've already approved this. Someone else has to decide."),
    "delegate_decided_before": gettext_lazy(
        "The person you stand in for, or who stands in for you, has already approved this."
    ),
    "evidence_file_missing": gettext_lazy("This item needs a file or photo as evidence."),
    "evidence_note_missing": gettext_lazy("This item needs a note as evidence."),
    "exception_note_missing": gettext_lazy(
        "This is below the minimum for urgent visits. Add an explanation."
    ),
    "fixed_once_approved": gettext_lazy("This can't be changed once the request is approved."),
    "item_ends_before_it_starts": gettext_lazy("The item must end after it starts."),
    "item_too_long": _item_too_long,
    "leaves_before_it_arrives": gettext_lazy("Departure must be after arrival."),
    "name_too_long": gettext_lazy("One line is one guest: a name of at most 100 characters."),
    "no_agenda_to_start_from": gettext_lazy("There is nothing here that fits into this visit."),
    "nobody_invited": gettext_lazy("No one you chose is available or still to be invited."),
    "nobody_named": gettext_lazy("Choose at least one guest or type a name."),
    "node_of_another_visit": gettext_lazy("This node belongs to another visit."),
    "not_arrived": gettext_lazy("The guests have not arrived yet."),
    "own_request": gettext_lazy("You can't approve your own request."),
    "nothing_to_withdraw": gettext_lazy("Nothing is awaiting approval any more."),
    "plan_is_returned_not_rejected": gettext_lazy(
        "Plans can't be rejected. Return it and say what needs to change."
    ),
    "too_far_ahead": gettext_lazy("This is more than %(days)s days ahead. Check the date."),
    "too_far_back": gettext_lazy("This is more than %(days)s days ago. Check the date."),
    "time_unreadable": gettext_lazy("Enter a time like 11:35 or 1135."),
    "text_unstorable": gettext_lazy("This text contains control characters."),
    "unknown_account": gettext_lazy("Customer not found."),
    "unknown_person": gettext_lazy("Person not found."),
    "unknown_host": gettext_lazy("This person can't be the lead host."),
    "unknown_site": gettext_lazy("Site not found."),
    "request_of_delegate": gettext_lazy(
        "The person you stand in for, or who stands in for you, asked for this."
    ),
    "urgency_reason_missing": gettext_lazy("Short-notice requests need a reason."),
    "visit_type_retired": gettext_lazy("This visit type is retired. Choose another one."),
}


def _time(moment: object) -> str:
    return dates.full(moment) if isinstance(moment, datetime) else ""


def _not_from_state(**params: Any) -> str:
    state = VisitState(params["state"]).label
    return _("Not possible while the visit is “%(state)s”.") % {"state": state}


def _already_decided(**params: Any) -> str:
    decision = Decision(params["decision"]).label
    return _("This has already been decided: %(decision)s.") % {"decision": decision}


def _gate_shut(**params: Any) -> str:
    return _("“%(node)s” can't be completed yet: %(missing)s") % {
        "node": params.get("node") or "",
        "missing": joined(missing_words(one) for one in params["missing"]),
    }


def _checks_open(**params: Any) -> str:
    count = params["count"]
    return ngettext(
        "%(count)s required checklist item is still open.",
        "%(count)s required checklist items are still open.",
        count,
    ) % {"count": count}


def _archive_incomplete(**params: Any) -> str:
    return _("The archive is incomplete. Missing: %(missing)s") % {
        "missing": joined(archive_queries.label_of(code) for code in params["missing"])
    }


def _person_busy(**params: Any) -> str:
    return _("%(person)s is booked by %(number)s, %(start)s – %(end)s.") % {
        **params,
        "start": _time(params["start"]),
        "end": _time(params["end"]),
    }


def _person_away(**params: Any) -> str:
    reasons = dict(AbsenceKind.choices)
    reason = reasons.get(params["reason"], params["reason"])
    return _("%(person)s is unavailable at that time: %(reason)s.") % {**params, "reason": reason}


def _outside(**params: Any) -> str:
    return _("The item is outside the visit (%(from)s – %(to)s).") % {
        "from": _time(params["arrives_at"]),
        "to": _time(params["leaves_at"]),
    }


def _preparation_open(**params: Any) -> str:
    nodes = {"nodes": joined(params["nodes"])}
    if params["may_override"]:
        return _("Open nodes: %(nodes)s. Enter a reason to receive the guests.") % nodes
    return (
        _(
            "Open nodes: %(nodes)s. A coordinator or manager can receive the guests if "
            "they give a reason."
        )
        % nodes
    )


def _another_day(**params: Any) -> str:
    planned = {"planned": _time(params["planned"])}
    return _("The guests are expected on %(planned)s. Confirm that they are here now.") % planned


def _started_before(**params: Any) -> str:
    begun = {"time": _time(params["started_at"])}
    return _("The first item started at %(time)s. Arrival can't be later.") % begun


def _plan_warnings(**params: Any) -> str:
    titles = joined(notice_words(one)[0] for one in params["warnings"])
    return _("Enter a reason or change the plan: %(warnings)s.") % {"warnings": titles}


def _people_unsuitable(**params: Any) -> str:
    doubts = [
        f"{person} ({', '.join(str(picks.REASONS[code]) for code in codes)})"
        for person, codes in params["doubts"].items()
    ]
    return _("Check before inviting: %(people)s. Tick the box to invite them anyway.") % {
        "people": joined(doubts)
    }


def _not_held(**params: Any) -> str:
    return _(
        "Not done yet: %(items)s. Finish these items or remove them from the agenda first."
    ) % {"items": joined(params["items"])}


WITH_VALUES: Final[dict[str, refusals.Sentence]] = {
    "already_decided": _already_decided,
    "arrival_after_start": _started_before,
    "arrival_on_another_day": _another_day,
    "arrival_too_old": gettext_lazy(
        "An arrival can only be withdrawn within %(minutes)s minutes. Correct the time instead."
    ),
    "archive_incomplete": _archive_incomplete,
    "cannot_approve": gettext_lazy("%(person)s can't decide on this. Choose someone else."),
    "cannot_host": gettext_lazy(
        "%(person)s can't be lead host. Choose someone with the lead host permission."
    ),
    "checks_open": _checks_open,
    "contact_of_another_customer": gettext_lazy("%(contact)s belongs to another customer."),
    "gate_shut": _gate_shut,
    "item_has_begun": gettext_lazy("“%(item)s” has already started."),
    "item_not_begun": gettext_lazy("“%(item)s” has not started yet."),
    "item_outside_visit": _outside,
    "items_not_held": _not_held,
    "node_closed": gettext_lazy("“%(node)s” is already completed or skipped."),
    "not_from_state": _not_from_state,
    "people_unsuitable": _people_unsuitable,
    "person_already_asked": gettext_lazy("%(person)s has already been invited."),
    "person_away": _person_away,
    "person_busy": _person_busy,
    "plan_has_warnings": _plan_warnings,
    "preparation_open": _preparation_open,
    "task_closed": gettext_lazy("“%(task)s” is already completed or cancelled."),
    "task_is_done_elsewhere": gettext_lazy("“%(task)s” is completed on its own page."),
    "text_too_long": gettext_lazy("Paste at most %(most)s characters."),
    "too_many_files": gettext_lazy("You can add up to %(most)s files at once."),
}

refusals.register(PLAIN | WITH_VALUES)

READINESS: Final[dict[str, object]] = {
    "checks": gettext_lazy("Checklist items"),
    "bookings": gettext_lazy("Confirmed bookings"),
    "people": gettext_lazy("Accepted invitations"),
    "guests": gettext_lazy("Named guests"),
}

_MISSING: Final[dict[str, object]] = {
    "account_manager_missing": gettext_lazy("the customer has no account manager"),
    "agenda_not_empty": gettext_lazy("The agenda has items already. Change them instead."),
    "agenda_empty": gettext_lazy("the agenda is empty"),
    "answer_declined": gettext_lazy("%(person)s has declined and has not been replaced"),
    "not_invited": gettext_lazy("%(person)s will be invited when the plan is approved"),
    "answer_open": gettext_lazy("%(person)s has not replied"),
    "booking_pending": gettext_lazy("%(resource)s is not confirmed"),
    "checks_open": gettext_lazy("%(count)s required checklist items are open"),
    "confirmation_missing": gettext_lazy("the customer's confirmation is missing"),
    "decision_makers_missing": gettext_lazy("%(count)s of %(needed)s decision makers are covered"),
    "identity_missing": gettext_lazy("guest details are missing"),
    "interactions_missing": gettext_lazy("%(count)s of %(needed)s interactive items are planned"),
    "item_not_ended": gettext_lazy("“%(item)s” has not finished"),
    "nda_missing": gettext_lazy(
        "confidential content is planned, but no non-disclosure agreement is in force on the day"
    ),
    "node_open": gettext_lazy("“%(node)s” is not completed"),
    "not_arrived": gettext_lazy("the guests have not arrived"),
    "people_missing": gettext_lazy("“%(item)s” has no staff assigned"),
    "place_missing": gettext_lazy("“%(item)s” has no location"),
    "plan_not_approved": gettext_lazy("the plan is not approved"),
    "purpose_missing": gettext_lazy("the purpose is missing"),
    "readiness_low": gettext_lazy("readiness is %(score)s of %(needed)s"),
    "tier_missing": gettext_lazy("the customer has no tier"),
}

_NOTICES: Final[dict[str, tuple[object, object]]] = {
    "booked_twice": (
        gettext_lazy("%(other)s is not needed"),
        gettext_lazy("“%(item)s” has another booking that is large enough."),
    ),
    "few_interactions": (
        gettext_lazy("Too few interactive items"),
        gettext_lazy("At least %(minutes)s required."),
    ),
    "golden_window_over": (
        gettext_lazy("Core programme too long"),
        gettext_lazy("%(length)s of meetings and demonstrations in one day."),
    ),
    "long_wait": (
        gettext_lazy("Guests wait for %(length)s"),
        gettext_lazy("Between “%(item)s” and “%(other)s”"),
    ),
    "many_escorts": (
        gettext_lazy("%(item)s colleagues accompany the guests"),
        gettext_lazy("At most %(other)s for a group of this size."),
    ),
    "opening_long": (
        gettext_lazy("The opening takes %(length)s"),
        gettext_lazy("“%(item)s” is longer than the procedure allows."),
    ),
    "no_guests": (
        gettext_lazy("No guests listed"),
        gettext_lazy("The guest list is empty."),
    ),
    "person_in_two_places": (
        gettext_lazy("%(person)s is double-booked for %(length)s"),
        gettext_lazy("“%(item)s” and “%(other)s”"),
    ),
    "overlap": (
        gettext_lazy("Two items overlap by %(length)s"),
        gettext_lazy("“%(item)s” and “%(other)s”"),
    ),
}


def missing_words(missing: Missing) -> str:
    """Return the text of a missing item of a gate."""
    return missing.text or str(_MISSING[missing.code]) % missing.params


def notice_words(notice: Notice) -> tuple[str, str]:
    """Return the title and text of an agenda warning."""
    values = {
        "item": notice.item,
        "other": notice.other,
        "person": notice.person,
        "minutes": notice.minutes,
        "length": dates.minutes_words(notice.minutes),
    }
    title, text = _NOTICES[notice.code]
    return str(title) % values, str(text) % values


@dataclass(frozen=True)
class PlanWarning:
    """A warning about the plan in words; red ones require a reason."""

    title: str
    text: str
    is_red: bool


def warning_of(notice: Notice) -> PlanWarning:
    return PlanWarning(*notice_words(notice), is_red=notice.is_red)


def joined(parts: Iterable[str]) -> str:
    """Join parts of a sentence."""
    return _("; ").join(parts)
