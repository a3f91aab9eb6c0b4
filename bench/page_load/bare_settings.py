"""The product's settings with bare views in the place of its pages, and no middleware at all."""

from pathlib import Path

from page_load.settings import *  # noqa: F403

ROOT_URLCONF = "page_load.bare"
MIDDLEWARE = []
# it insists on its middleware
INSTALLED_APPS = [name for name in INSTALLED_APPS if not name.startswith("allauth")]  # noqa: F405
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
    }
]
