"""Acts of the agenda builder: the script gets JSON with the agenda as it is then."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yingke.domains.visits.models import Visit
from yingke.domains.visits.queries.builder import Board
from yingke.domains.visits.services import agenda_moves as services
from yingke.domains.visits.services import agenda_undo
from yingke.domains.visits.web.builder import board_data
from yingke.domains.visits.web.forms.builder import (
    ArrangeForm,
    InsertForm,
    PersonForm,
    ShiftForm,
    UndoForm,
)
from yingke.domains.visits.web.views.agenda import item_of
from yingke.domains.visits.web.views.builder import builder_url
from yingke.domains.visits.web.views.editing import CHANGED, visit_of
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation
from yingke.foundation.ui import once
from yingke.foundation.ui.pages import refused, saved
from yingke.foundation.ui.refusals import explain


@login_required
@require_POST
def arrange(request: UserRequest, item_pk: int) -> HttpResponse:
    """Move an item in time or to another lane."""
    item, form = item_of(request, item_pk), ArrangeForm(request.POST)
    return _act(
        request,
        item.visit,
        form,
        lambda: (
            services.arrange_item(
                actor=request.user,
                item_id=item_pk,
                seen=form.cleaned_data["seen"],
                wanted=form.placement(),
            ).token
        ),
    )


@login_required
@require_POST
def insert(request: UserRequest, pk: int) -> HttpResponse:
    """Add an item of a kind at a time, in a lane."""
    visit, form = visit_of(request, pk), InsertForm(request.POST)

    def call() -> str:
        place = form.placement()
        acted = services.insert_item(
            actor=request.user,
            visit_id=pk,
            kind=form.cleaned_data["kind"],
            starts_at=place.starts_at,
            ends_at=place.ends_at,
            lane=place.lane,
        )
        return acted.token

    return _act(request, visit, form, call)


@login_required
@require_POST
def shift(request: UserRequest, pk: int) -> HttpResponse:
    """Move an item and the later ones of its day."""
    visit, form = visit_of(request, pk), ShiftForm(request.POST)
    return _act(
        request,
        visit,
        form,
        lambda: (
            services.shift_following(
                actor=request.user,
                visit_id=pk,
                item_id=form.cleaned_data["item"],
                minutes=form.cleaned_data["minutes"],
            ).token
        ),
    )


@login_required
@require_POST
def remove(request: UserRequest, item_pk: int) -> HttpResponse:
    """Remove an item from the agenda."""
    item = item_of(request, item_pk)
    return _act(
        request,
        item.visit,
        Form(request.POST),
        lambda: services.take_out(actor=request.user, item_id=item_pk).token,
    )


@login_required
@require_POST
def person(request: UserRequest, item_pk: int) -> HttpResponse:
    """Invite a person to an item, or in place of another."""
    item, form = item_of(request, item_pk), PersonForm(request.POST)

    def call() -> str:
        chosen, part = form.cleaned_data["staff"], form.cleaned_data["part"]
        if part:
            own = item.people.filter(pk=part).exists()
            if not own:
                raise RuleViolation("unknown_person")
            return services.hand_over(actor=request.user, part_id=part, staff_id=chosen).token
        role = form.cleaned_data["role"] or "host"
        return services.choose_person(
            actor=request.user, item_id=item_pk, staff_id=chosen, role=role
        ).token

    return _act(request, item.visit, form, call)


@login_required
@require_POST
def undo(request: UserRequest, pk: int) -> HttpResponse:
    """Take the act of a token back."""
    visit = visit_of(request, pk)
    token = request.POST.get("token") or request.GET.get("token", "")
    form = UndoForm({"token": token})
    return _act(
        request,
        visit,
        form,
        lambda: agenda_undo.undo_act(actor=request.user, visit_id=pk, token=token),
        message=_("Change undone."),
        offers_undo=False,
    )


def _act(
    request: UserRequest,
    visit: Visit,
    form: Form,
    call: Callable[[], str],
    *,
    message: str = "",
    offers_undo: bool = True,
) -> HttpResponse:
    """Call what returns the token that undoes it; the same act sent twice acts once."""
    if not form.is_valid():
        mistakes = [str(error) for errors in form.errors.values() for error in errors]
        return _refused(request, visit, mistakes[0], 422)
    try:
        token = once.run(request, call, keep=str).kept
    except NotAllowed as violation:
        if not _wants_json(request):
            raise
        return _refused(request, visit, explain(violation), 403)
    except RuleViolation as violation:
        return _refused(request, visit, explain(violation), 409)
    if _wants_json(request):
        return JsonResponse({"undo": token, "board": _board(request, visit)})
    back = reverse("visits:builder-undo", args=[visit.pk], query={"token": token})
    return saved(
        request,
        builder_url(visit.pk),
        message=message or _("Agenda updated."),
        event=CHANGED,
        undo=back if offers_undo else "",
    )


def _refused(request: UserRequest, visit: Visit, message: str, status: int) -> HttpResponse:
    if _wants_json(request):
        answer = {"refused": message, "board": _board(request, visit)}
        return JsonResponse(answer, status=status)
    return refused(request, builder_url(visit.pk), message=message, status=status)


def _board(request: UserRequest, visit: Visit) -> dict[str, object]:
    return board_data(Board(request.user, visit_of(request, visit.pk)))


def _wants_json(request: UserRequest) -> bool:
    return request.headers.get("Accept") == "application/json"
