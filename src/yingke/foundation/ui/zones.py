"""Whose clock a page shows: the company's, or that of the place which the page is about."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone


def show_times_of(name: str) -> None:
    """Say and read all moments of this page in a zone, `Europe/Berlin`.

    The middleware ``clock_of_the_page`` takes it back when the page has been answered.
    """
    timezone.activate(ZoneInfo(name))


def is_elsewhere(name: str) -> bool:
    """Whether clocks of this zone may differ from the company's, so that a page must say so."""
    return name != settings.TIME_ZONE
