"""What the editors of types, questions and procedures share: a dialog, an act."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponse
from django.utils.translation import gettext as _

from yingke.foundation.identity.permissions import needs
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation
from yingke.foundation.ui.edits import EditForm
from yingke.foundation.ui.pages import page, refused, saved
from yingke.foundation.ui.refusals import explain

CHANGED = "procedures-changed"
FORM = "procedures/form.html"

editors = needs("procedures.edit")


def dialog(
    request: UserRequest,
    form: Form,
    call: Callable[[], Any],
    *,
    title: object,
    back: str,
    go: Callable[[Any], str] | None = None,
    message: object = "",
    save: object = "",
    template: str = FORM,
    whole: bool = False,
    **context: Any,
) -> HttpResponse:
    """Show a form, and when it is sent, call the service; its refusal becomes a sentence.

    `go` gives the page for what the call returned (else `back`); `whole` says that its head shows
    what was changed, so that all of it is drawn anew.
    """
    if request.method == "POST" and form.is_valid():
        try:
            done = call()
        except NotAllowed as refusal:
            raise PermissionDenied from refusal
        except RuleViolation as violation:
            _refuse(form, violation)
        else:
            return _saved(request, go(done) if go else back, message, whole)
    values = {"form": form, "title": title, "save": save, "back": back, **context}
    return page(request, template, values, part="dialog")


def act(
    request: UserRequest,
    call: Callable[[], Any],
    *,
    back: str,
    go: Callable[[Any], str] | None = None,
    message: object = "",
    whole: bool = False,
) -> HttpResponse:
    """Do something that needs no form; a rule's refusal is said and nothing changes."""
    try:
        done = call()
    except NotAllowed as refusal:
        raise PermissionDenied from refusal
    except RuleViolation as violation:
        return refused(request, back, message=explain(violation))
    return _saved(request, go(done) if go else back, message, whole)


def upwards(request: UserRequest) -> bool:
    """Whether a press on one of the two arrows means up."""
    return request.POST.get("to") == "up"


def _saved(request: UserRequest, to: str, message: object, whole: bool) -> HttpResponse:
    event = None if whole else CHANGED
    return saved(request, to, message=str(message or _("Saved.")), event=event)


def _refuse(form: Form, violation: RuleViolation) -> None:
    if isinstance(form, EditForm):
        form.refuse(violation)
        return
    field = (violation.field or "").removesuffix("_id")
    form.add_error(field if field in form.fields else None, explain(violation))
