"""Refuse in every form and address what no column can hold (`kernel.bounds`).

Django's own fields are told once, so that forms of the project, of models and of allauth, filters
and imports refuse the same values; texts of an address are refused before any view reads them.
"""

from collections.abc import Callable
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.defaults import bad_request

from yingke.foundation.kernel import bounds

Answer = Callable[[HttpRequest], HttpResponse]


def storable_text(value: object) -> None:
    if not bounds.is_storable(str(value)):
        raise ValidationError(
            _("This text contains control characters. Remove them or type the text again."),
            code="unstorable",
        )


def date_within_bounds(value: date) -> None:
    if not bounds.is_within(value):
        raise ValidationError(
            _("Enter a date between %(first)s and %(last)s."),
            code="out_of_bounds",
            params={"first": bounds.FIRST.year, "last": bounds.LAST.year - 1},
        )


def guard_fields() -> None:
    """Add the validators to Django's fields; called once while the project starts."""
    for field in (forms.CharField, forms.EmailField, forms.URLField, forms.SlugField):
        _add(field, storable_text)
    for moment in (forms.DateField, forms.DateTimeField):
        _add(moment, date_within_bounds)


def _add(field: type[forms.Field], validator: Callable[..., None]) -> None:
    if validator not in field.default_validators:
        field.default_validators = [*field.default_validators, validator]


class StorableAddresses:
    """Answers 400 to an address with characters that no column holds.

    A view with `checks_text` answers in its own way.
    """

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_view(
        self, request: HttpRequest, view: Answer, *_arguments: object
    ) -> HttpResponse | None:
        if getattr(view, "checks_text", False) or is_storable_address(request):
            return None
        return bad_request(request, ValueError("control characters in the address"))


def is_storable_address(request: HttpRequest) -> bool:
    """Whether path, names and values of the address have no character that no column holds."""
    values = (value for _name, values in request.GET.lists() for value in values)
    return all(map(bounds.is_storable, (request.path, *request.GET, *values)))
