"""What the rules answer, as sentences: refusals, what keeps a gate shut, notes on the agenda."""

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
from yingke.foundation.ui import dates, refusals

PLAIN: Final[dict[str, refusals.Sentence]] = {
    "agenda_empty": gettext_lazy("There is nothing on the agenda yet."),
    "arrival_is_past": gettext_lazy("This time has passed already."),
    "arrival_in_the_future": gettext_lazy("The guests cannot have arrived in the future."),
    "day_has_begun": gettext_lazy("An item of the agenda has begun; correct the time instead."),
    "change_arrival_instead": gettext_lazy(
        "The request is approved: use “Change the arrival”, so that agenda and bookings follow."
    ),
    "comment_missing": gettext_lazy("Please say why: the requester has to know what to change."),
    "evidence_file_missing": gettext_lazy("This point needs a file or photo as evidence."),
    "evidence_note_missing": gettext_lazy("This point needs a note as evidence."),
    "exception_note_missing": gettext_lazy(
        "This is below the limit even for urgent visits: please explain it in words."
    ),
    "fixed_once_approved": gettext_lazy("This cannot change once the request is approved."),
    "item_ends_before_it_starts": gettext_lazy("The item ends before it starts."),
    "item_too_long": gettext_lazy("One item lasts at most 14 hours; split it."),
    "leaves_before_it_arrives": gettext_lazy("The departure is before the arrival."),
    "node_of_another_visit": gettext_lazy("This node belongs to another visit."),
    "not_arrived": gettext_lazy("The guests have not arrived yet."),
    "own_request": gettext_lazy("Nobody decides on his own request."),
    "plan_is_returned_not_rejected": gettext_lazy(
        "A plan is not rejected for good: return it with what has to change."
    ),
    "urgency_reason_missing": gettext_lazy("A request at short notice needs a reason."),
    "visit_type_retired": gettext_lazy("This visit type is no longer offered; choose another."),
}


def _time(moment: object) -> str:
    return dates.full(moment) if isinstance(moment, datetime) else ""


def _not_from_state(**params: Any) -> str:
    state = VisitState(params["state"]).label
    return _("This is not possible while the visit is: %(state)s.") % {"state": state}


def _already_decided(**params: Any) -> str:
    decision = Decision(params["decision"]).label
    return _("This was decided already: %(decision)s.") % {"decision": decision}


def _gate_shut(**params: Any) -> str:
    return _("“%(node)s” cannot be closed yet: %(missing)s") % {
        "node": params.get("node") or "",
        "missing": joined(missing_words(one) for one in params["missing"]),
    }


def _checks_open(**params: Any) -> str:
    count = params["count"]
    return ngettext(
        "%(count)s required point of the checklist is still open.",
        "%(count)s required points of the checklist are still open.",
        count,
    ) % {"count": count}


def _archive_incomplete(**params: Any) -> str:
    return _("The archive is not complete: %(missing)s") % {
        "missing": joined(archive_queries.label_of(code) for code in params["missing"])
    }


def _person_busy(**params: Any) -> str:
    return _("%(person)s is promised to %(number)s from %(start)s to %(end)s.") % {
        **params,
        "start": _time(params["start"]),
        "end": _time(params["end"]),
    }


def _person_away(**params: Any) -> str:
    reasons = dict(AbsenceKind.choices)
    reason = reasons.get(params["reason"], params["reason"])
    return _("%(person)s is not available then: %(reason)s.") % {**params, "reason": reason}


def _outside(**params: Any) -> str:
    return _("The item lies outside the visit (%(from)s – %(to)s).") % {
        "from": _time(params["arrives_at"]),
        "to": _time(params["leaves_at"]),
    }


def _preparation_open(**params: Any) -> str:
    nodes = {"nodes": joined(params["nodes"])}
    if params["may_override"]:
        return _("Steps still open: %(nodes)s. Give a reason to receive the guests.") % nodes
    return (
        _(
            "Steps still open: %(nodes)s. "
            "A coordinator or manager can receive the guests with a reason."
        )
        % nodes
    )


def _another_day(**params: Any) -> str:
    planned = {"planned": _time(params["planned"])}
    return _("The guests are expected on %(planned)s. Confirm that they are here now.") % planned


def _started_before(**params: Any) -> str:
    begun = {"time": _time(params["started_at"])}
    return _("The first item began at %(time)s; the arrival cannot be later.") % begun


def _plan_warnings(**params: Any) -> str:
    titles = joined(notice_words(one)[0] for one in params["warnings"])
    return _("Give a reason or change the plan: %(warnings)s.") % {"warnings": titles}


def _not_held(**params: Any) -> str:
    return _("Not held yet: %(items)s. Hold these items or take them off the agenda first.") % {
        "items": joined(params["items"])
    }


WITH_VALUES: Final[dict[str, refusals.Sentence]] = {
    "already_decided": _already_decided,
    "arrival_after_start": _started_before,
    "arrival_on_another_day": _another_day,
    "arrival_too_old": gettext_lazy(
        "An arrival can be withdrawn for %(minutes)s minutes; correct the time instead."
    ),
    "archive_incomplete": _archive_incomplete,
    "cannot_host": gettext_lazy("%(person)s is not among the lead hosts."),
    "checks_open": _checks_open,
    "contact_of_another_customer": gettext_lazy("%(contact)s belongs to another customer."),
    "gate_shut": _gate_shut,
    "item_has_begun": gettext_lazy("“%(item)s” has begun already."),
    "item_not_begun": gettext_lazy("“%(item)s” has not begun yet."),
    "item_outside_visit": _outside,
    "items_not_held": _not_held,
    "node_closed": gettext_lazy("“%(node)s” is closed already."),
    "not_from_state": _not_from_state,
    "person_already_asked": gettext_lazy("%(person)s was asked already."),
    "person_away": _person_away,
    "person_busy": _person_busy,
    "plan_has_warnings": _plan_warnings,
    "preparation_open": _preparation_open,
    "task_closed": gettext_lazy("“%(task)s” is closed already."),
    "task_is_done_elsewhere": gettext_lazy("“%(task)s” is done on its own page and closes there."),
    "too_many_files": gettext_lazy("At most %(most)s files at once, please."),
}

refusals.register(PLAIN | WITH_VALUES)

READINESS: Final[dict[str, object]] = {
    "checks": gettext_lazy("Points of the checklists"),
    "bookings": gettext_lazy("Confirmed bookings"),
    "people": gettext_lazy("Accepted invitations"),
    "guests": gettext_lazy("Guests by name"),
}

_MISSING: Final[dict[str, object]] = {
    "account_manager_missing": gettext_lazy("the customer has no account manager"),
    "agenda_empty": gettext_lazy("the agenda is empty"),
    "answer_declined": gettext_lazy("%(person)s has declined and is not replaced"),
    "answer_open": gettext_lazy("%(person)s has not answered"),
    "booking_pending": gettext_lazy("%(resource)s is not confirmed"),
    "checks_open": gettext_lazy("%(count)s required points of the checklist are open"),
    "confirmation_missing": gettext_lazy("the customer's confirmation is missing"),
    "decision_makers_missing": gettext_lazy("%(count)s of %(needed)s decision makers are covered"),
    "identity_missing": gettext_lazy("nobody knows yet who comes"),
    "interactions_missing": gettext_lazy("%(count)s of %(needed)s interactive items are planned"),
    "item_not_ended": gettext_lazy("“%(item)s” has not ended"),
    "nda_missing": gettext_lazy(
        "confidential content is announced, and no non-disclosure agreement holds on the day"
    ),
    "node_open": gettext_lazy("“%(node)s” is open"),
    "not_arrived": gettext_lazy("the guests have not arrived"),
    "people_missing": gettext_lazy("nobody is named for “%(item)s”"),
    "place_missing": gettext_lazy("“%(item)s” has no place"),
    "plan_not_approved": gettext_lazy("the plan is not approved"),
    "purpose_missing": gettext_lazy("the purpose is missing"),
    "readiness_low": gettext_lazy("readiness is %(score)s of %(needed)s"),
    "tier_missing": gettext_lazy("the customer has no tier"),
}

_NOTICES: Final[dict[str, tuple[object, object]]] = {
    "few_interactions": (
        gettext_lazy("Too few interactive items"),
        gettext_lazy("At least %(minutes)s are wanted."),
    ),
    "golden_window_over": (
        gettext_lazy("Longer than the golden window"),
        gettext_lazy("%(length)s of talks and demonstrations on one day."),
    ),
    "long_wait": (
        gettext_lazy("The guests wait for %(length)s"),
        gettext_lazy("Between “%(item)s” and “%(other)s”"),
    ),
    "opening_long": (
        gettext_lazy("The opening takes %(length)s"),
        gettext_lazy("“%(item)s” is longer than the procedure allows."),
    ),
    "no_guests": (
        gettext_lazy("No guests named"),
        gettext_lazy("Nobody is on the list of guests yet."),
    ),
    "person_in_two_places": (
        gettext_lazy("%(person)s is in two places for %(length)s"),
        gettext_lazy("“%(item)s” and “%(other)s”"),
    ),
    "overlap": (
        gettext_lazy("Two items overlap by %(length)s"),
        gettext_lazy("“%(item)s” and “%(other)s”"),
    ),
}


def missing_words(missing: Missing) -> str:
    """One thing that keeps a gate shut."""
    return missing.text or str(_MISSING[missing.code]) % missing.params


def notice_words(notice: Notice) -> tuple[str, str]:
    """A note on the agenda: its title and its sentence."""
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
    """A note on the plan in words; red ones ask for a reason."""

    title: str
    text: str
    is_red: bool


def warning_of(notice: Notice) -> PlanWarning:
    return PlanWarning(*notice_words(notice), is_red=notice.is_red)


def joined(parts: Iterable[str]) -> str:
    """Parts of a sentence, one after the other."""
    return _("; ").join(parts)
