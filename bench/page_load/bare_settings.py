"""The product's settings with the bare views instead of its pages; see `bare_wsgi`."""

from pathlib import Path

from page_load.settings import *  # noqa: F403

ROOT_URLCONF = "page_load.bare"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
    }
]
