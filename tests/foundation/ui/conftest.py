import importlib.util
import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory, override_settings
from django.utils import translation

BLANK = {
    "blank.html": (
        '{% extends "frame.html" %}{% load ui %}'
        "{% block content %}<h1>{{ title }}</h1>"
        '<div id="facts">{% part "facts" %}<p>{{ fact }}</p>{% endpart %}</div>{% endblock %}'
        "{% block foot %}own foot{% endblock %}"
    ),
    "boxed.html": (
        '{% extends "frame.html" %}{% load ui %}{% block content %}'
        '{% card title="Pine" %}{% if fact %}{% row_list %}{% part "facts" %}<li>{{ fact }}</li>'
        "{% endpart %}{% endrow_list %}{% endif %}{% endcard %}{% endblock %}"
    ),
    "frame.html": (
        "{% load ui %}<html>{% block content %}{% endblock %}"
        '{% part "foot" %}[{% block foot %}no foot{% endblock %}]{% endpart %}</html>'
    ),
}


@pytest.fixture
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def pages():
    """Templates that exist only here: two pages, and the frame that they extend."""
    loaders = [
        ("django.template.loaders.locmem.Loader", BLANK),
        "django.template.loaders.app_directories.Loader",
    ]
    engine = {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {"loaders": loaders},
    }
    with override_settings(TEMPLATES=[engine]):
        yield


@pytest.fixture
def draw() -> Callable[..., str]:
    """Render a piece of template with ``{% load ui %}``; a request stands in its context.

    White space beside a tag, which the layout of the templates decides, is left out.
    """

    def render(source: str, **values: Any) -> str:
        request = RequestFactory().get("/")
        request.user = AnonymousUser()
        template = engines["django"].from_string("{% load ui i18n %}" + source)
        html = template.render(values, request)
        return re.sub(r"\s*([<>])\s*", r"\1", re.sub(r"\s+", " ", html))

    return render


@pytest.fixture
def asked() -> Callable[..., HttpRequest]:
    """A request, by htmx if a target is named."""

    def make(path: str = "/", *, target: str = "", method: str = "get", **headers: str):
        if target:
            headers |= {"HX-Request": "true", "HX-Request-Type": "partial", "HX-Target": target}
        request = getattr(RequestFactory(), method)(path, headers=headers)
        request.user = AnonymousUser()
        return request

    return make


@pytest.fixture
def listened(asked):
    """A request that can keep a message."""

    def make(*args, **kwargs):
        request = asked(*args, **kwargs)
        request.session = {}
        request._messages = FallbackStorage(request)
        return request

    return make


@pytest.fixture(scope="session")
def assets() -> ModuleType:
    """The build of the browser assets, after it has run."""
    root = Path(__file__).parents[3]
    spec = importlib.util.spec_from_file_location("hatch_build", root / "hatch_build.py")
    hook = importlib.util.module_from_spec(spec)
    sys.modules["hatch_build"] = hook
    spec.loader.exec_module(hook)
    hook.build_assets(root)
    return hook
