"""Enumerations of resources, bookings and suppliers."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ResourceKind(TextChoices):
    ROOM = "room", _("Meeting room")
    SHOWROOM = "showroom", _("Showroom")
    VEHICLE = "vehicle", _("Vehicle")
    EQUIPMENT = "kit", _("Demo equipment")


class BookingState(TextChoices):
    """A pending booking blocks its time like a confirmed one; only cancelling frees it."""

    PENDING = "pending", _("Pending")
    CONFIRMED = "confirmed", _("Confirmed")
    CANCELLED = "cancelled", _("Cancelled")


class SupplierKind(TextChoices):
    HOTEL = "hotel", _("Hotel")
    CATERING = "catering", _("Catering")
    TRANSPORT = "transport", _("Transport")
    INTERPRETING = "interpreting", _("Interpreting")
    GIFTS = "gifts", _("Gifts")
    PRINT = "print", _("Print and display")
    OTHER = "other", _("Other services")


class Compliance(TextChoices):
    """Compliance of a supplier; `approved` applies until `Supplier.compliant_until`."""

    PENDING = "pending", _("Under review")
    APPROVED = "approved", _("Approved")
    SUSPENDED = "suspended", _("Suspended")
