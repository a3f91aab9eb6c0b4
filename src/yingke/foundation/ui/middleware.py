"""The reader's language, where it is kept with the account."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from yingke.foundation.ui import preferences

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
