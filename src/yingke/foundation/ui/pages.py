"""How a view answers: a page or a part of it, "saved", or "refused"."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.forms import BaseForm, BaseFormSet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render, resolve_url
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from yingke.foundation.ui.parts import PartDoesNotExist, render_part


def wants_part(request: HttpRequest) -> bool:
    """Whether htmx asked for a piece of a page (not for a boosted or restored whole one)."""
    headers = request.headers
    return (
        headers.get("HX-Request") == "true"
        and headers.get("HX-Request-Type", "partial") == "partial"
        and headers.get("HX-History-Restore-Request") != "true"
        and headers.get("HX-Boosted") != "true"
    )


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, also if nothing was filled in; None where the form is only shown."""
    return request.POST if request.method == "POST" else None


def target_of(request: HttpRequest) -> str:
    """The id of the element that htmx will put the answer into ("" if it has none)."""
    return request.headers.get("HX-Target", "").partition("#")[2]


def page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    part: str | None = None,
    status: int | None = None,
) -> HttpResponse:
    """Answer with a page, or with the part of it that htmx asked for.

    The part is the one named like the target's id, else ``part``, else the whole page.  The status
    is 422 if a form of the context was sent with mistakes, unless ``status`` says otherwise.
    """
    mistaken = request.method == "POST" and any(map(_is_mistaken, context.values()))
    code = status or (422 if mistaken else 200)
    if wants_part(request):
        for name in (target_of(request), part):
            if not name:
                continue
            try:
                html = render_part(template, name, context, request)
            except PartDoesNotExist:
                if name == part:
                    raise
            else:
                return _vary(HttpResponse(html, status=code))
    return _vary(render(request, template, context, status=code))


def saved(
    request: HttpRequest,
    url: str,
    *,
    message: str | None = None,
    event: str | None = None,
    reopen: Callable[[], HttpResponse] | None = None,
    undo: str = "",
) -> HttpResponse:
    """Answer a change that was made.

    Without htmx: go to ``url``.  With htmx: the same, unless the person already looks at ``url``
    and an ``event`` tells the page which part to refresh; then the dialog closes and it stays, or
    ``reopen`` draws the dialog from which this one was opened.  The message then offers to undo
    the change by a POST to ``undo``.
    """
    if not wants_part(request):
        if message:
            messages.success(request, message)
        return HttpResponseRedirect(url)
    if event and reopen:
        response = reopen()
        response["HX-Trigger"] = json.dumps({event: True, **_toast(message, "green")})
        return response
    if event and _looks_at(request, url):
        return _signal({event: True, "dialog-close": True, **_toast(message, "green", undo)})
    if message:
        messages.success(request, message)
    response = HttpResponse(status=204)
    response["HX-Redirect"] = url
    return response


def refused(request: HttpRequest, url: str, *, message: str, status: int = 409) -> HttpResponse:
    """Answer a change that a rule refused and that has no form to show the sentence in.

    Without htmx: back to ``url`` with the sentence on top.  With htmx: the sentence as a toast.
    """
    if not wants_part(request):
        messages.error(request, message)
        return HttpResponseRedirect(url)
    response = _signal(_toast(message, "red"), status=status)
    response["HX-Reswap"] = "none"
    return response


def way_back(request: HttpRequest | None = None) -> dict[str, str]:
    """What to tell somebody whose session has ended while he wrote: the text and the way back.

    With a request: for one whose browser has been signed in as another person meanwhile.
    """
    if request is not None and request.user.is_authenticated:
        text = _("Another user is now signed in on this browser. Your input is still on this page.")
    else:
        text = _("You've been signed out. Your input is still here: sign in, then submit it again.")
    return {"text": text, "label": _("Sign in"), "address": resolve_url(settings.LOGIN_URL)}


def signed_out() -> HttpResponse:
    """Answer htmx where the session has ended: nothing on the page is replaced."""
    response = _signal({"signed-out": way_back()}, status=401)
    response["HX-Reswap"] = "none"
    return response


def _is_mistaken(value: object) -> bool:
    return isinstance(value, BaseForm | BaseFormSet) and value.is_bound and not value.is_valid()


def _looks_at(request: HttpRequest, url: str) -> bool:
    return urlsplit(request.headers.get("HX-Current-URL", "")).path == urlsplit(url).path


def _toast(message: str | None, tone: str, undo: str = "") -> dict[str, Any]:
    detail = {"text": str(message), "tone": tone} | ({"undo": undo} if undo else {})
    return {"toast": detail} if message else {}


def _signal(events: dict[str, Any], status: int = 204) -> HttpResponse:
    response = HttpResponse(status=status)
    response["HX-Trigger"] = json.dumps(events)
    return response


def _vary(response: HttpResponse) -> HttpResponse:
    patch_vary_headers(response, ("HX-Request", "HX-Request-Type", "HX-Target"))
    return response
