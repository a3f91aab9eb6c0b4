from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yingke.domains.resources.models.resource import Resource
from yingke.domains.resources.terms import BookingState
from yingke.foundation.kernel.constraints import within


class Booking(models.Model):
    """Reserves a resource for `[starts_at, ends_at)`.

    `during` also contains the resource's buffers; the database refuses two bookings of one
    resource with overlapping `during`, unless one is cancelled. The package above that made a
    booking knows its purpose. Kept by `services.bookings`.

    A pending booking with `held_until` is released at that moment; one of a room that nobody has
    begun to use (`used_at`) after `resources.no_show.after`. With an `extra_reason` it is no
    duplicate of another one for the same need.
    """

    resource = models.ForeignKey(
        Resource, verbose_name=_("Resource"), on_delete=models.PROTECT, related_name="bookings"
    )
    label = models.CharField(_("Used for"), max_length=200)
    starts_at = models.DateTimeField(_("From"))
    ends_at = models.DateTimeField(_("Until"))
    during = DateTimeRangeField(editable=False)
    held_until = models.DateTimeField(_("Hold until"), null=True, blank=True)
    used_at = models.DateTimeField(null=True, editable=False)
    extra_reason = models.CharField(_("Why it is needed as well"), max_length=200, blank=True)
    state = models.CharField(
        _("Status"), max_length=16, choices=BookingState.choices, default=BookingState.PENDING
    )
    proof = models.CharField(_("Proof of confirmation"), max_length=200, blank=True)
    cancel_reason = models.CharField(_("Reason"), max_length=200, blank=True)
    booked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Booked by"),
        on_delete=models.PROTECT,
        related_name="bookings",
    )
    created_at = models.DateTimeField(editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        ordering = ["starts_at", "pk"]
        constraints = [
            within("starts_at", "ends_at", name="booking_within_bounds"),
            within("held_until", name="booking_hold_within_bounds"),
            ExclusionConstraint(
                name="no_double_booking",
                expressions=[
                    ("resource", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=~Q(state="cancelled"),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="booking_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(during__startswith__lte=F("starts_at"))
                & Q(during__endswith__gte=F("ends_at")),
                name="booking_buffers_contain_its_time",
            ),
        ]
        indexes = [
            # queries.bookings_between: the schedule of a day or a week over all resources
            models.Index(fields=["starts_at", "ends_at"], name="booking_by_time"),
            # the bookings of one resource, newest first
            models.Index(fields=["resource", "-starts_at"], name="booking_by_resource"),
            # services.releases: holds that have expired
            models.Index(
                fields=["held_until"],
                condition=Q(state="pending", held_until__isnull=False),
                name="booking_by_hold",
            ),
            # the bookings of one person: queries.visible_bookings
            models.Index(fields=["booked_by", "-starts_at"], name="booking_by_person"),
        ]

    def __str__(self) -> str:
        return self.label
