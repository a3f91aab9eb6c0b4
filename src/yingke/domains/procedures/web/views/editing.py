"""Shared parts of the editors of types, questions and procedures."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from yingke.foundation.identity.permissions import needs
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.ui.editing import edit_page, perform

CHANGED = "procedures-changed"

editors = needs("procedures.edit")


def dialog(
    *args: Any, template: str = "procedures/form.html", whole: bool = False, **how: Any
) -> HttpResponse:
    """`ui.editing.edit_page`; with `whole` the head of the page is refreshed too."""
    return edit_page(*args, template=template, event=None if whole else CHANGED, **how)


def act(*args: Any, whole: bool = False, **how: Any) -> HttpResponse:
    """`ui.editing.perform`; `whole` as in `dialog`."""
    return perform(*args, event=None if whole else CHANGED, **how)


def upwards(request: UserRequest) -> bool:
    """Whether the up arrow was pressed."""
    return request.POST.get("to") == "up"
