"""The request as views of signed-in users receive it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


class UserRequest(HttpRequest):
    """A request behind `login_required`, `needs` or a bearer token: its user is signed in."""

    user: User
