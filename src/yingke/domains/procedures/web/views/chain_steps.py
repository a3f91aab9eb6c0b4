"""Add, edit and remove steps of an approval chain's draft."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yingke.domains.procedures.models import ApprovalChain, ChainStep
from yingke.domains.procedures.services import chain_steps as services
from yingke.domains.procedures.web.forms.chains import EditStepForm, StepForm, step_initial
from yingke.domains.procedures.web.views.editing import act, dialog, editors
from yingke.foundation.drafts.terms import VersionState
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.ui.pages import posted


@editors
@require_http_methods(["GET", "POST"])
def add(request: UserRequest, chain_pk: int) -> HttpResponse:
    """Add a step after the others, or parallel to one of them."""
    chain = get_object_or_404(ApprovalChain, pk=chain_pk, state=VersionState.DRAFT)
    last = chain.steps.order_by("-position").first()
    first = {"position": last.position + 1 if last else 1, "hours": 8, "quorum": "any"}
    form = StepForm(posted(request), initial=first)
    return dialog(
        request,
        form,
        lambda: services.add_step(
            actor=request.user, chain_id=chain_pk, fields=form.fields_given()
        ),
        title=_("New step"),
        back=_page_of(chain_pk),
    )


@editors
@require_http_methods(["GET", "POST"])
def edit(request: UserRequest, step_pk: int) -> HttpResponse:
    """Edit a step of a draft."""
    step = _step(step_pk)
    form = EditStepForm(posted(request), initial=step_initial(step))
    return dialog(
        request,
        form,
        lambda: services.change_step(
            actor=request.user,
            step_id=step_pk,
            version=form.cleaned_data["version"],
            fields=form.fields_given(),
        ),
        title=step.label,
        back=_page_of(step.chain_id),
    )


@editors
@require_POST
def remove(request: UserRequest, step_pk: int) -> HttpResponse:
    """Remove a step from a draft."""
    step = _step(step_pk)
    return act(
        request,
        lambda: services.remove_step(actor=request.user, step_id=step_pk),
        back=_page_of(step.chain_id),
        message=_("Step removed."),
    )


def _step(step_pk: int) -> ChainStep:
    drafts = ChainStep.objects.filter(chain__state=VersionState.DRAFT)
    return get_object_or_404(drafts.select_related("person"), pk=step_pk)


def _page_of(chain_pk: int) -> str:
    return reverse("procedures:chain", args=[chain_pk])
