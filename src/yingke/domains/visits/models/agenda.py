"""The agenda: items, participants and bookings."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yingke.domains.people.models import Staff
from yingke.domains.resources.models import Booking
from yingke.domains.visits.models.visit import Visit
from yingke.domains.visits.terms import AgendaKind, Answer, PartRole
from yingke.foundation.kernel.constraints import within
from yingke.foundation.kernel.naming import Bilingual


class AgendaItem(Bilingual):
    """A programme item with planned and actual times."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="agenda")
    kind = models.CharField(_("Type"), max_length=10, choices=AgendaKind.choices)
    starts_at = models.DateTimeField(_("From"))
    ends_at = models.DateTimeField(_("Until"))
    place = models.CharField(_("Location"), max_length=200, blank=True, default="")
    note = models.CharField(_("Key points"), max_length=500, blank=True, default="")
    interactive = models.BooleanField(_("Interactive"), default=False)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("starts_at", "pk")
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        constraints = [
            within("starts_at", "ends_at", name="agenda_item_within_bounds"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="agenda_item_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(finished_at__gte=F("started_at")),
                name="agenda_item_finished_after_it_began",
            ),
        ]
        indexes = [
            # the agenda of one visit in order
            models.Index(fields=["visit", "starts_at", "id"], name="agenda_by_visit"),
            # today's items over all visits
            models.Index(fields=["starts_at", "ends_at"], name="agenda_by_time"),
        ]


class AgendaPerson(models.Model):
    """A staff member's role in an agenda item and their reply to the invitation."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="people")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="agenda_parts")
    role = models.CharField(max_length=12, choices=PartRole.choices)
    answer = models.CharField(max_length=10, choices=Answer.choices, default=Answer.ASKED)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["item", "staff", "role"], name="agenda_person_once_per_role"
            )
        ]
        indexes = [
            # my invitations and my calendar
            models.Index(fields=["staff", "answer"], name="agenda_person_by_staff")
        ]

    def __str__(self) -> str:
        return f"{self.staff} ({self.role})"


class AgendaBooking(models.Model):
    """Links an agenda item to its booking; bookings do not know visits."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="bookings")
    booking = models.OneToOneField(Booking, models.PROTECT, related_name="agenda_link")

    def __str__(self) -> str:
        return str(self.booking)
