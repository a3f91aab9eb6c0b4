"""Refusals of this package as sentences."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yingke.domains.procedures.rules.template import Fault
from yingke.domains.procedures.web import words
from yingke.foundation.ui import refusals


def _procedure_faulty(*, faults: Iterable[Fault], **_more: object) -> str:
    found = " ".join(words.fault_words(one) for one in faults)
    return _("It cannot be published yet. %(faults)s") % {"faults": found}


refusals.register(
    {
        "answer_missing": gettext_lazy("Answer this question before you submit."),
        "answer_wrong": gettext_lazy("This answer does not fit the question."),
        "archive_wants_a_file": gettext_lazy("Only a file can go into the archive."),
        "bad_offset": gettext_lazy("“%(text)s” is not a time of the procedure."),
        "choice_twice": gettext_lazy("“%(choice)s” stands here twice, or has no name."),
        "choices_missing": gettext_lazy("A choice needs at least two answers, one on each line."),
        "code_taken": gettext_lazy("The short name “%(taken)s” is taken."),
        "hidden_and_required": gettext_lazy(
            "What requesters are not shown they cannot be required to answer."
        ),
        "last_visit_type": gettext_lazy("One visit type has to remain; add another one first."),
        "no_procedure_in_force": gettext_lazy("No procedure is in force for this kind of visit."),
        "procedure_faulty": _procedure_faulty,
        "procedure_for_all_types": gettext_lazy("The procedure for all visit types has to remain."),
        "question_retired": gettext_lazy("“%(question)s” is no longer asked."),
    }
)
