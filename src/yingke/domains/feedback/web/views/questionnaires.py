"""The feedback form and its versions: list, compare, edit, publish."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yingke.domains.feedback import queries
from yingke.domains.feedback.models import Question, Questionnaire
from yingke.domains.feedback.rules.questionnaire import faults
from yingke.domains.feedback.services import questionnaires as services
from yingke.domains.feedback.web import sheet
from yingke.domains.feedback.web.messages import fault_words
from yingke.domains.feedback.web.questionnaire_forms import (
    NEW,
    QuestionForm,
    initial_of,
)
from yingke.foundation.drafts.pages import comparison, here_among, publish_with
from yingke.foundation.drafts.terms import VersionState
from yingke.foundation.drafts.versions import lines_of
from yingke.foundation.identity.permissions import needs
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.ui.editing import edit_page, perform
from yingke.foundation.ui.pages import page, posted, saved

CHANGED = "form-changed"
editors = needs("feedback.edit_forms")


@editors
@require_GET
def versions(request: UserRequest) -> HttpResponse:
    """All versions of the form."""
    lines = lines_of(list(queries.versions()))
    context = {"lines": lines, "draft": next((one for one in lines if one.is_draft), None)}
    return page(request, "feedback/forms.html", context)


@editors
@require_GET
def show(request: UserRequest, form_pk: int) -> HttpResponse:
    """One version with its questions; for a draft also its faults."""
    row = get_object_or_404(Questionnaire, pk=form_pk)
    versions = list(queries.versions())
    wrong = faults(queries.content(row)) if row.state == VersionState.DRAFT else []
    context = {
        **here_among(row, versions),
        **comparison(request, row, versions, _changes),
        "questions": [(one, sheet.question_note(one)) for one in queries.questions(form_pk)],
        "faults": [fault_words(fault) for fault in wrong],
        "history": queries.history(form_pk),
    }
    return page(request, "feedback/questionnaire.html", context)


@editors
@require_POST
def draft(request: UserRequest) -> HttpResponse:
    """Open the draft, or create one as a copy of the version in force."""
    row = services.draft_form(actor=request.user)
    return saved(request, _url(row.pk), message=_("The draft is a copy of the version in force."))


@editors
@require_http_methods(["GET", "POST"])
def add(request: UserRequest, form_pk: int) -> HttpResponse:
    """Add a question."""
    get_object_or_404(Questionnaire, pk=form_pk, state=VersionState.DRAFT)
    form = QuestionForm(posted(request), initial=NEW)
    return _dialog(
        request,
        form,
        lambda: services.add_question(
            actor=request.user, questionnaire_id=form_pk, fields=form.fields_given()
        ),
        title=_("New question"),
        back=_url(form_pk),
    )


@editors
@require_http_methods(["GET", "POST"])
def edit(request: UserRequest, question_pk: int) -> HttpResponse:
    """Edit a question."""
    row = _question(question_pk)
    form = QuestionForm(posted(request), initial=initial_of(row))
    return _dialog(
        request,
        form,
        lambda: services.change_question(
            actor=request.user,
            question_id=question_pk,
            version=form.cleaned_data["version"] or 0,
            fields=form.fields_given(),
        ),
        title=row.label,
        back=_url(row.questionnaire_id),
    )


@editors
@require_POST
def move(request: UserRequest, question_pk: int) -> HttpResponse:
    """Move a question up or down by one."""
    row, up = _question(question_pk), request.POST.get("to") == "up"
    services.move_question(actor=request.user, question_id=question_pk, up=up)
    return saved(request, _url(row.questionnaire_id), message=_("Saved."), event=CHANGED)


@editors
@require_POST
def remove(request: UserRequest, question_pk: int) -> HttpResponse:
    """Remove a question from the draft."""
    row = _question(question_pk)
    services.remove_question(actor=request.user, question_id=question_pk)
    return saved(request, _url(row.questionnaire_id), message=_("Saved."), event=CHANGED)


@editors
@require_http_methods(["GET", "POST"])
def publish(request: UserRequest, form_pk: int) -> HttpResponse:
    """Publish a version from a moment on; a faulty one is refused with all its faults."""
    row = get_object_or_404(Questionnaire, pk=form_pk, state=VersionState.DRAFT)
    return publish_with(
        request,
        row,
        _dialog,
        partial(services.publish, actor=request.user, questionnaire_id=form_pk),
        back=_url(form_pk),
        event=None,  # the head of the page changes too
        intro=_("Visits that end from then on use it. Feedback already requested stays unchanged."),
    )


@editors
@require_POST
def discard(request: UserRequest, form_pk: int) -> HttpResponse:
    """Delete a draft."""
    get_object_or_404(Questionnaire, pk=form_pk, state=VersionState.DRAFT)
    services.discard_draft(actor=request.user, questionnaire_id=form_pk)
    return saved(request, reverse("feedback:forms"), message=_("Draft discarded."))


@editors
@require_POST
def revert(request: UserRequest, form_pk: int) -> HttpResponse:
    """Revert a version that is not yet in force to a draft."""
    get_object_or_404(Questionnaire, pk=form_pk)
    return perform(
        request,
        lambda: services.withdraw(actor=request.user, questionnaire_id=form_pk),
        back=_url(form_pk),
        message=_("Version reverted to draft."),
    )


def _dialog(*args: Any, event: str | None = CHANGED, **how: Any) -> HttpResponse:
    trail = [(_("Feedback form"), reverse("feedback:forms"))]
    return edit_page(*args, trail=trail, event=event, **how)


def _changes(before: Questionnaire | None, after: Questionnaire) -> list[Any]:
    if before is None:
        return []
    return sheet.changes(queries.content(before), queries.content(after))


def _question(question_pk: int) -> Question:
    drafts = Question.objects.filter(questionnaire__state=VersionState.DRAFT)
    return get_object_or_404(drafts, pk=question_pk)


def _url(form_pk: int) -> str:
    return reverse("feedback:form", args=[form_pk])
