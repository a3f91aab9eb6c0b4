"""How this person wants the pages: theme and language.

A visitor's choice lives in a cookie.  A package that knows the person keeps it with the account: it
calls ``keep_with`` once, and its users have ``theme`` and ``language`` attributes.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

THEMES: Final = ("light", "dark", "auto")
THEME_COOKIE: Final = "yingke_theme"
YEAR: Final = timedelta(days=365)
CHOSEN_BEFORE: Final = "language_chosen_before_sign_in"

Keeper = Callable[..., None]
_keepers: list[Keeper] = []


def keep_with(keeper: Keeper) -> None:
    """Register ``keeper(user, *, theme=…)`` / ``keeper(user, *, language=…)`` to save a choice."""
    _keepers[:] = [keeper]


def theme_of(request: HttpRequest | None) -> str:
    """light, dark or auto (as the device is set)."""
    if request is None:
        return "auto"
    user = getattr(request, "user", None)
    own = getattr(user, "theme", "") if _keepers and _is_known(user) else ""
    theme = own or request.COOKIES.get(THEME_COOKIE, "auto")
    return theme if theme in THEMES else "auto"


def language_of(request: HttpRequest) -> str | None:
    """The language kept with the account, or None."""
    user = getattr(request, "user", None)
    language = getattr(user, "language", None) if _keepers and _is_known(user) else None
    return language if language in dict(settings.LANGUAGES) else None


def choose_theme(request: HttpRequest, response: HttpResponse, theme: str) -> None:
    _keep(request, theme=theme)
    response.set_cookie(THEME_COOKIE, theme, max_age=YEAR, samesite="Lax", httponly=True)


def choose_language(request: HttpRequest, response: HttpResponse, language: str) -> None:
    _keep(request, language=language)
    if not _is_known(getattr(request, "user", None)):
        request.session[CHOSEN_BEFORE] = language
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR, samesite="Lax", httponly=True
    )


def take_language_along(request: HttpRequest, user: Any) -> None:
    """Keep with the account what its person chose on the sign-in page a moment ago.

    A sample sign-in names the language of its page: nobody chose one for an invented person.
    """
    chosen = request.session.pop(CHOSEN_BEFORE, None) or request.POST.get("language")
    if chosen in dict(settings.LANGUAGES):
        for keeper in _keepers:
            keeper(user, language=chosen)


def _is_known(user: Any) -> bool:
    return bool(user is not None and user.is_authenticated)


def _keep(request: HttpRequest, **choice: str) -> None:
    user = getattr(request, "user", None)
    if _is_known(user):
        for keeper in _keepers:
            keeper(user, **choice)
