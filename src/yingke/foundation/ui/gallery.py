"""What the gallery shows: a form with every control, a table, and a few figures."""

from typing import Any

from django.http import HttpRequest


def context(request: HttpRequest) -> dict[str, Any]:
    return {}
