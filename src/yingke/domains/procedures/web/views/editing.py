"""What the editors of types, questions and procedures share."""

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
    """`ui.editing.edit_page`; `whole` says that the head of the page shows what was changed too."""
    return edit_page(*args, template=template, event=None if whole else CHANGED, **how)


def act(*args: Any, whole: bool = False, **how: Any) -> HttpResponse:
    """`ui.editing.perform`; `whole` as for `dialog`."""
    return perform(*args, event=None if whole else CHANGED, **how)


def upwards(request: UserRequest) -> bool:
    """Whether a press on one of the two arrows means up."""
    return request.POST.get("to") == "up"
