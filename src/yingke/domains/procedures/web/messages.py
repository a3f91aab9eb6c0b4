"""Refusals of this package as sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yingke.domains.procedures.web import words
from yingke.foundation.kernel.errors import RuleViolation

PLAIN: Final[dict[str, object]] = {
    "answer_missing": gettext_lazy("Please answer this question before you submit."),
    "answer_wrong": gettext_lazy("This answer does not fit the question."),
    "archive_wants_a_file": gettext_lazy("Only a file can go into the archive."),
    "choices_missing": gettext_lazy("A choice needs at least two answers, one on each line."),
    "draft_exists": gettext_lazy("There is a draft already; throw it away first."),
    "effective_in_the_past": gettext_lazy(
        "This lies in the past, where visits follow what was in force. Leave it empty for at once."
    ),
    "hidden_and_required": gettext_lazy(
        "What requesters are not shown they cannot be required to answer."
    ),
    "last_visit_type": gettext_lazy("One visit type has to remain; add another one first."),
    "moment_taken": gettext_lazy("Another version is published from this moment on."),
    "name_missing": gettext_lazy("Please give it a name."),
    "procedure_for_all_types": gettext_lazy("The procedure for all visit types has to remain."),
    "stale": gettext_lazy(
        "Somebody else changed this in the meantime. Both states are shown below; "
        "save again to keep yours."
    ),
}


def explain(violation: RuleViolation) -> str:
    """A refusal as a sentence in the reader's language."""
    told = WITH_VALUES.get(violation.code)
    if told is not None:
        return told(violation.params)
    return str(PLAIN[violation.code])


def _filled(text: object) -> Callable[[Mapping[str, Any]], str]:
    return lambda params: str(text) % params


def _procedure_faulty(params: Mapping[str, Any]) -> str:
    faults = " ".join(words.fault_words(one) for one in params["faults"])
    return _("It cannot be published yet. %(faults)s") % {"faults": faults}


WITH_VALUES: Final[dict[str, Callable[[Mapping[str, Any]], str]]] = {
    "bad_offset": _filled(gettext_lazy("“%(text)s” is not a time of the procedure.")),
    "choice_twice": _filled(gettext_lazy("“%(choice)s” stands here twice, or has no name.")),
    "code_taken": _filled(gettext_lazy("The short name “%(taken)s” is taken.")),
    "procedure_is_in_force": _filled(gettext_lazy("“%(procedure)s” is in force already.")),
    "procedure_is_published": _filled(
        gettext_lazy("“%(procedure)s” is published and stays as it is; draft a new version.")
    ),
    "procedure_not_published": _filled(gettext_lazy("“%(procedure)s” is not published.")),
    "question_retired": _filled(gettext_lazy("“%(question)s” is no longer asked.")),
    "no_procedure_in_force": _filled(
        gettext_lazy("No procedure is in force for this kind of visit.")
    ),
    "procedure_faulty": _procedure_faulty,
}
