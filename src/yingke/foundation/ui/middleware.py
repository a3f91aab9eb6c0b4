"""The reader's language, where it is kept with the account; whose clock a page shows; refusals."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils import timezone, translation
from django.views.defaults import permission_denied

from yingke.foundation.kernel.errors import NotAllowed
from yingke.foundation.ui import preferences
from yingke.foundation.ui.pages import signed_out, wants_part

Answer = Callable[[HttpRequest], HttpResponse]


def language_of_the_account(get_response: Answer) -> Answer:
    """The language that the person chose, wherever he signs in.  Stands below authentication."""

    def middleware(request: HttpRequest) -> HttpResponse:
        language = preferences.language_of(request)
        if language and language != translation.get_language():
            translation.activate(language)
            request.LANGUAGE_CODE = language
        return get_response(request)

    return middleware


def clock_of_the_page(get_response: Answer) -> Answer:
    """Moments are in the company's zone again after a page that showed another's."""

    def middleware(request: HttpRequest) -> HttpResponse:
        try:
            return get_response(request)
        finally:
            timezone.deactivate()

    return middleware


def kept_out_of_caches(get_response: Answer) -> Answer:
    """No copy of what a person was shown stays in a browser or proxy, unless a view allows it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        answer = get_response(request)
        if request.user.is_authenticated and not answer.has_header("Cache-Control"):
            answer["Cache-Control"] = "no-store, private"
        return answer

    return middleware


class Refusals:
    """Answers 403 where a service refuses what the page had not offered.

    A part of a page is never answered with the sign-in page: what was typed stays where it is.
    """

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self._get_response(request)
        if not wants_part(request):
            return answer
        if answer.get("Location", "").partition("?")[0] == resolve_url(settings.LOGIN_URL):
            return signed_out()
        return answer

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page of a refusal; every other error goes its way."""
        return permission_denied(request, error) if isinstance(error, NotAllowed) else None
