"""What the rules answer, as sentences: refusals, what keeps a gate shut, notes on the agenda."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from yingke.domains.people.terms import AbsenceKind
from yingke.domains.visits.queries import archive as archive_queries
from yingke.domains.visits.rules.agenda import Notice
from yingke.domains.visits.rules.gates import Missing
from yingke.domains.visits.terms import Decision, VisitState
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.ui import dates

PLAIN: Final[dict[str, object]] = {
    "agenda_empty": gettext_lazy("There is nothing on the agenda yet."),
    "answer_missing": gettext_lazy("Please answer this question before you submit."),
    "answer_wrong": gettext_lazy("This answer does not fit the question."),
    "arrival_is_past": gettext_lazy("This time has passed already."),
    "bad_cursor": gettext_lazy("This link to a page of the list is not valid."),
    "booking_cancelled": gettext_lazy("This booking was cancelled in the meantime."),
    "change_arrival_instead": gettext_lazy(
        "The request is approved: use “Change the arrival”, so that agenda and bookings follow."
    ),
    "comment_missing": gettext_lazy("Please say why: the requester has to know what to change."),
    "ends_before_start": gettext_lazy("It ends before it starts."),
    "evidence_file_missing": gettext_lazy("This point needs a file or photo as evidence."),
    "evidence_note_missing": gettext_lazy("This point needs a note as evidence."),
    "exception_note_missing": gettext_lazy(
        "This is below the limit even for urgent visits: please explain it in words."
    ),
    "file_empty": gettext_lazy("This file is empty."),
    "file_kind": gettext_lazy("Files of this kind are not kept here: use PDF, Office or images."),
    "file_disguised": gettext_lazy("The content of this file does not match its ending."),
    "file_name": gettext_lazy("This file needs a name with an ending, like photo.jpg."),
    "fixed_once_approved": gettext_lazy("This cannot change once the request is approved."),
    "item_ends_before_it_starts": gettext_lazy("The item ends before it starts."),
    "item_too_long": gettext_lazy("One item lasts at most 14 hours; split it."),
    "leaves_before_it_arrives": gettext_lazy("The departure is before the arrival."),
    "name_missing": gettext_lazy("Please give it a name."),
    "node_of_another_visit": gettext_lazy("This node belongs to another visit."),
    "not_arrived": gettext_lazy("The guests have not arrived yet."),
    "own_request": gettext_lazy("Nobody decides on his own request."),
    "plan_is_returned_not_rejected": gettext_lazy(
        "A plan is not rejected for good: return it with what has to change."
    ),
    "proof_needed": gettext_lazy("Please say what proves it: a number, a mail, a name."),
    "reason_missing": gettext_lazy("Please give a reason."),
    "resource_unknown": gettext_lazy("This resource no longer exists."),
    "stale": gettext_lazy(
        "Somebody else changed this in the meantime. Both states are shown below; "
        "save again to keep yours."
    ),
    "unknown_account": gettext_lazy("Please choose a customer from the list."),
    "urgency_reason_missing": gettext_lazy("A request at short notice needs a reason."),
    "visit_type_retired": gettext_lazy("This visit type is no longer offered; choose another."),
}


def explain(violation: RuleViolation) -> str:
    """A refusal as a sentence in the reader's language."""
    told = WITH_VALUES.get(violation.code)
    if told is not None:
        said = told(violation.params)
    else:
        said = str(PLAIN.get(violation.code) or _("This is not possible now."))
    upload = violation.params.get("upload")
    return f"{upload}: {said}" if upload else said


def knows(code: str) -> bool:
    """Whether a violation has a sentence of its own."""
    return code in PLAIN or code in WITH_VALUES


def _time(moment: object) -> str:
    return dates.full(moment) if isinstance(moment, datetime) else ""


def _resource_taken(params: Mapping[str, Any]) -> str:
    values = {
        "resource": params["resource"],
        "start": _time(params["start"]),
        "end": _time(params["end"]),
        "label": params.get("label"),
        "next": _time(params.get("next_start")),
    }
    if values["label"]:
        text = _("%(resource)s is taken %(start)s – %(end)s for “%(label)s”.") % values
    else:
        text = _("%(resource)s is taken %(start)s – %(end)s.") % values
    if params.get("only_buffers"):
        text += " " + _("The times do not touch, but the time kept free around them does.")
    if values["next"]:
        text += " " + _("It is free from %(next)s.") % values
    return text


def _not_from_state(params: Mapping[str, Any]) -> str:
    state = VisitState(params["state"]).label
    return _("This is not possible while the visit is: %(state)s.") % {"state": state}


def _already_decided(params: Mapping[str, Any]) -> str:
    decision = Decision(params["decision"]).label
    return _("This was decided already: %(decision)s.") % {"decision": decision}


def _gate_shut(params: Mapping[str, Any]) -> str:
    return _("“%(node)s” cannot be closed yet: %(missing)s") % {
        "node": params.get("node") or "",
        "missing": joined(missing_words(one) for one in params["missing"]),
    }


def _checks_open(params: Mapping[str, Any]) -> str:
    count = params["count"]
    return ngettext(
        "%(count)s required point of the checklist is still open.",
        "%(count)s required points of the checklist are still open.",
        count,
    ) % {"count": count}


def _archive_incomplete(params: Mapping[str, Any]) -> str:
    return _("The archive is not complete: %(missing)s") % {
        "missing": joined(archive_queries.label_of(code) for code in params["missing"])
    }


def _person_busy(params: Mapping[str, Any]) -> str:
    return _("%(person)s is promised to %(number)s from %(start)s to %(end)s.") % {
        **params,
        "start": _time(params["start"]),
        "end": _time(params["end"]),
    }


def _person_away(params: Mapping[str, Any]) -> str:
    reasons = dict(AbsenceKind.choices)
    reason = reasons.get(params["reason"], params["reason"])
    return _("%(person)s is not available then: %(reason)s.") % {**params, "reason": reason}


def _outside(params: Mapping[str, Any]) -> str:
    return _("The item lies outside the visit (%(from)s – %(to)s).") % {
        "from": _time(params["arrives_at"]),
        "to": _time(params["leaves_at"]),
    }


def _not_held(params: Mapping[str, Any]) -> str:
    return _("Not held yet: %(items)s. Hold these items or take them off the agenda first.") % {
        "items": joined(params["items"])
    }


def _filled(text: object) -> Callable[[Mapping[str, Any]], str]:
    return lambda params: str(text) % params


def _file_too_large(params: Mapping[str, Any]) -> str:
    return _("This file is too large; at most %(limit)s MB.") % {"limit": params["limit"] >> 20}


WITH_VALUES: Final[dict[str, Callable[[Mapping[str, Any]], str]]] = {
    "already_decided": _already_decided,
    "archive_incomplete": _archive_incomplete,
    "cannot_host": _filled(gettext_lazy("%(person)s is not among the lead hosts.")),
    "checks_open": _checks_open,
    "code_taken": _filled(gettext_lazy("The short name “%(taken)s” is taken.")),
    "contact_of_another_customer": _filled(
        gettext_lazy("%(contact)s belongs to another customer.")
    ),
    "file_too_large": _file_too_large,
    "gate_shut": _gate_shut,
    "item_has_begun": _filled(gettext_lazy("“%(item)s” has begun already.")),
    "item_not_begun": _filled(gettext_lazy("“%(item)s” has not begun yet.")),
    "item_outside_visit": _outside,
    "items_not_held": _not_held,
    "no_procedure_in_force": _filled(
        gettext_lazy("No procedure is in force for this kind of visit.")
    ),
    "node_closed": _filled(gettext_lazy("“%(node)s” is closed already.")),
    "not_from_state": _not_from_state,
    "person_already_asked": _filled(gettext_lazy("%(person)s was asked already.")),
    "person_away": _person_away,
    "person_busy": _person_busy,
    "resource_closed": _filled(gettext_lazy("%(resource)s is out of use.")),
    "resource_taken": _resource_taken,
    "task_closed": _filled(gettext_lazy("“%(task)s” is closed already.")),
    "task_is_done_elsewhere": _filled(
        gettext_lazy("“%(task)s” is done on its own page and closes there.")
    ),
    "too_many_files": _filled(gettext_lazy("At most %(most)s files at once, please.")),
    "too_long": _filled(gettext_lazy("A booking lasts at most %(days)s days.")),
}

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
        "minutes": notice.minutes,
        "length": dates.minutes_words(notice.minutes),
    }
    title, text = _NOTICES[notice.code]
    return str(title) % values, str(text) % values


def joined(parts: Iterable[str]) -> str:
    """Parts of a sentence, one after the other."""
    return _("; ").join(parts)
