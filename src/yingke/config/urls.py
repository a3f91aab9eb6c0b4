"""URL configuration: each package includes its URLs at the root, with full paths."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

from . import health

urlpatterns = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    *(
        path("", include(f"{package}.web.urls"))
        for package in settings.OWN_PACKAGES
        if find_spec(f"{package}.web") and find_spec(f"{package}.web.urls")
    ),
]
