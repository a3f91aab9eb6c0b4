"""Feedback on a visit, and the list of all feedback."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from yingke.domains.feedback import permissions, queries, services
from yingke.domains.feedback.models import Feedback, Question
from yingke.domains.feedback.terms import AnswerKind
from yingke.domains.feedback.web.forms import FeedbackForm
from yingke.domains.feedback.web.tables import FeedbackTable, intention_pill, score_pill, state_pill
from yingke.domains.visits import queries as visits
from yingke.domains.visits.models import Visit
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.errors import require
from yingke.foundation.ui import zones
from yingke.foundation.ui.editing import edit_page
from yingke.foundation.ui.pages import page, posted, saved
from yingke.foundation.ui.tables import list_page


@login_required
@require_GET
def feedback_list(request: UserRequest) -> HttpResponseBase:
    """The feedback visible to the user."""
    rows = queries.with_visit(queries.visible_to(request.user)).select_related("recorded_by")
    return list_page(request, "ui/list.html", FeedbackTable(request, rows))


@login_required
@require_http_methods(["GET", "POST"])
def record(request: UserRequest, pk: int) -> HttpResponse:
    """Show feedback on a visit; record it with the permission to do so."""
    feedback = _visible(request, pk)
    if feedback is None:
        return _not_asked_yet(request, pk)
    zones.show_times_of(feedback.visit.site.timezone)
    if not permissions.can_record(request.user, feedback.visit):
        require(request.method != "POST")
        return page(request, "feedback/record.html", _context(feedback))
    questions = queries.questions(feedback.questionnaire_id)
    form = FeedbackForm(posted(request), feedback=feedback, questions=questions)
    return edit_page(
        request,
        form,
        lambda: services.record(
            actor=request.user, visit_id=pk, version=form.seen_version, fields=form.values()
        ),
        title=_("Feedback"),
        back=_url_of(feedback),
        answer=lambda row: saved(request, _url_of(row), message=_recorded(row)),
        row=feedback,
        template="feedback/record.html",
        **_context(feedback),
    )


def _url_of(feedback: Feedback) -> str:
    return reverse("feedback:record", args=[feedback.visit_id])


def _recorded(feedback: Feedback) -> str:
    return _("Feedback recorded: %(score)s of 100.") % {"score": feedback.score}


def _visible(request: UserRequest, visit_id: int) -> Feedback | None:
    rows = queries.with_visit(queries.visible_to(request.user))
    return rows.select_related("respondent", "recorded_by").filter(visit=visit_id).first()


def _not_asked_yet(request: UserRequest, pk: int) -> HttpResponse:
    visit: Visit = get_object_or_404(visits.visible_to(request.user), pk=pk)
    if request.method == "POST":
        raise Http404
    return page(request, "feedback/not_yet.html", {"visit": visit})


def _context(feedback: Feedback) -> dict[str, Any]:
    return {
        "feedback": feedback,
        "visit": feedback.visit,
        "state": state_pill(feedback),
        "score": score_pill(feedback),
        "intention": intention_pill(feedback),
        "answers": [(row.label, _in_words(row, said)) for row, said in queries.answers(feedback)],
    }


def _in_words(question: Question, said: Any) -> str:
    if isinstance(said, bool):
        return _("Yes") if said else _("No")
    return f"{said} / {question.best}" if question.kind == AnswerKind.RATING else str(said)
