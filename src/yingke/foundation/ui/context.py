"""What every template may use without its view saying so."""

from django.http import HttpRequest

from yingke.foundation.ui import preferences


def shell(request: HttpRequest) -> dict[str, str]:
    return {"theme": preferences.theme_of(request)}
