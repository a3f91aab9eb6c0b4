"""Messages for refusals of the procedures package."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from yingke.domains.procedures.rules import chains
from yingke.domains.procedures.rules.template import Fault
from yingke.domains.procedures.web import chain_words, words
from yingke.foundation.ui import refusals


def _procedure_faulty(*, faults: Iterable[Fault], **_more: object) -> str:
    found = " ".join(words.fault_words(one) for one in faults)
    return _("Can't publish yet. %(faults)s") % {"faults": found}


def _chain_faulty(*, faults: Iterable[chains.Fault], **_more: object) -> str:
    found = " ".join(chain_words.fault_words(one) for one in faults)
    return _("Can't publish yet. %(faults)s") % {"faults": found}


def _too_many_nights(nights: int, more: int) -> str:
    sentence = ngettext(
        "That is %(more)s night more than the stay. Enter %(nights)s or move the departure.",
        "That is %(more)s nights more than the stay. Enter %(nights)s or move the departure.",
        more,
    )
    return sentence % {"more": more, "nights": nights}


refusals.register(
    {
        "answer_missing": gettext_lazy("Answer this question before submitting."),
        "too_many_nights": _too_many_nights,
        "answer_wrong": gettext_lazy("This answer doesn't fit the question."),
        "archive_wants_a_file": gettext_lazy("Only files can be archived."),
        "bad_offset": gettext_lazy("“%(text)s” is not a valid relative time."),
        "chain_faulty": _chain_faulty,
        "chain_for_all_requests": gettext_lazy("The general approval chain can't be retired."),
        "choice_twice": gettext_lazy("“%(choice)s” is listed twice or has no name."),
        "choices_missing": gettext_lazy(
            "A choice question needs at least two options, one per line."
        ),
        "code_taken": gettext_lazy("The short name “%(taken)s” is already in use."),
        "hidden_and_required": gettext_lazy("A question hidden from requesters can't be required."),
        "last_visit_type": gettext_lazy(
            "At least one visit type must remain. Add another one first."
        ),
        "no_chain_in_force": gettext_lazy(
            "No approval chain is in force for this request. Ask an administrator to publish one."
        ),
        "no_procedure_in_force": gettext_lazy(
            "No procedure is in force for this visit type. Ask an administrator to publish one."
        ),
        "person_missing": gettext_lazy("Choose a person."),
        "procedure_faulty": _procedure_faulty,
        "procedure_for_all_types": gettext_lazy("The general procedure can't be retired."),
        "question_retired": gettext_lazy("“%(question)s” is retired."),
        "role_missing": gettext_lazy("Choose a role."),
    }
)
