"""Notifications about bookings and their recipients."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yingke.domains.resources.models import Booking
from yingke.foundation.notifications import services as notifications
from yingke.foundation.notifications.kinds import Kind, declare, words

declare(
    Kind(
        "resources.hold_expired",
        _("Hold expired: %(resource)s"),
        _("“%(label)s”, %(start)s. It was not confirmed in time and is free again."),
        label=_("My hold has expired"),
    ),
    Kind(
        "resources.no_show",
        _("Released: %(resource)s"),
        _("“%(label)s”, %(start)s. Nobody came, so it is free again."),
        label=_("My booking was released unused"),
    ),
)


def released(booking: Booking, cause: str) -> None:
    """Notify the person who made a booking."""
    notifications.notify(
        to=[booking.booked_by],
        kind=f"resources.{cause}",
        params={
            "resource": words(booking.resource),
            "label": booking.label,
            "start": booking.starts_at,
        },
        url=reverse("resources:booking", args=[booking.pk]),
        key=f"{cause}:{booking.pk}:{booking.version}",
    )
