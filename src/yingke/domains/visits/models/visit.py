"""Visits and their guests."""

from datetime import datetime

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Case, F, Func, Q, Value, When
from django.db.models.functions import Concat, Lower
from django.utils.translation import gettext_lazy as _

from yingke.domains.customers.models import Account, Contact
from yingke.domains.procedures.models import Procedure, VisitType
from yingke.domains.visits.terms import (
    CLOSED_STATES,
    Channel,
    Demand,
    GuestRole,
    LeadClass,
    UrgencyReason,
    VisitState,
)
from yingke.foundation.identity.models import OrgUnit, Site
from yingke.foundation.kernel.constraints import within
from yingke.foundation.kernel.naming import spellings

PERSON = settings.AUTH_USER_MODEL
# seconds of the arrival since 1970
SECONDS = "extract(epoch FROM %(expressions)s - timestamptz '1970-01-01 00:00+00')::bigint"
SOONEST, LATELY_ENDED, LATEST = (
    Func("arrives_at", template=f"{sign}{SECONDS}", output_field=models.BigIntegerField())
    for sign in ("", "500000000000 - ", "1000000000000 - ")
)


class NumberSeries(models.Model):
    """The last number issued in a year; `services.requests` increments it in the visit's
    transaction."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}-{self.last}"


class Visit(models.Model):
    """A reception of one customer, from request to archive.

    Has exactly one lead host once approved. `version` increments with every change that an
    editor could overwrite; services refuse a stale one. Written by `services` alone. Who
    recorded the arrival, when and in which state, is kept so that it can be undone.
    """

    number = models.CharField(_("Number"), max_length=16, unique=True)
    title = models.CharField(_("Title"), max_length=200)
    title_key = models.CharField(max_length=255, editable=False)
    account = models.ForeignKey(Account, models.PROTECT, related_name="visits")
    site = models.ForeignKey(Site, models.PROTECT, related_name="visits")
    visit_type = models.ForeignKey(VisitType, models.PROTECT, related_name="visits")
    state = models.CharField(
        _("Status"), max_length=12, choices=VisitState.choices, default=VisitState.DRAFT
    )
    version = models.PositiveIntegerField(default=1)

    requester = models.ForeignKey(PERSON, models.PROTECT, related_name="visits_requested")
    department = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+", null=True, blank=True)
    coordinator = models.ForeignKey(
        PERSON, models.PROTECT, related_name="visits_coordinated", null=True, blank=True
    )
    lead_host = models.ForeignKey(
        PERSON, models.PROTECT, related_name="visits_hosted", null=True, blank=True
    )

    arrives_at = models.DateTimeField(_("Arrival"))
    leaves_at = models.DateTimeField(_("Departure"))
    headcount = models.PositiveSmallIntegerField(_("Number of guests"), default=1)
    demand = models.CharField(
        _("Main objective"), max_length=12, choices=Demand.choices, default=Demand.COOPERATION
    )
    purpose = models.TextField(_("Purpose"), max_length=2000, blank=True, default="")
    identity = models.CharField(
        _("Guest positions and background"), max_length=500, blank=True, default=""
    )
    channel = models.CharField(
        _("Channel"), max_length=10, choices=Channel.choices, default=Channel.EMAIL
    )
    confirmation = models.CharField(
        _("Customer confirmation"), max_length=300, blank=True, default=""
    )
    answers = models.JSONField(default=dict, blank=True)
    form_at = models.DateTimeField(null=True, blank=True)
    hold_until = models.DateTimeField(null=True, blank=True)

    lead_class = models.CharField(
        max_length=10, choices=LeadClass.choices, default=LeadClass.NORMAL
    )
    urgency_reason = models.CharField(
        max_length=12, choices=UrgencyReason.choices, blank=True, default=""
    )
    urgency_note = models.CharField(max_length=300, blank=True, default="")

    procedure = models.ForeignKey(Procedure, models.PROTECT, null=True, blank=True)
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    arrived_at = models.DateTimeField(_("Arrived at"), null=True, blank=True)
    arrival_noted_by = models.ForeignKey(
        PERSON, models.PROTECT, related_name="+", null=True, blank=True
    )
    arrival_noted_at = models.DateTimeField(null=True, blank=True)
    arrival_noted_in = models.CharField(
        max_length=12, choices=VisitState.choices, blank=True, default=""
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    archive_name = models.CharField(max_length=240, blank=True, default="")
    cancelled_from = models.CharField(
        max_length=12, choices=VisitState.choices, blank=True, default=""
    )
    cancel_reason = models.CharField(max_length=300, blank=True, default="")

    search_text = models.GeneratedField(
        expression=Lower(Concat("title", Value(" "), "number", Value(" "), spellings("title_key"))),
        output_field=models.TextField(),
        db_persist=True,
    )

    # Position in lists: coming or in progress first, soonest arrival on top; then ended and then
    # closed visits, latest on top.
    list_order = models.GeneratedField(
        expression=Case(
            When(state__in=CLOSED_STATES, then=LATEST),
            When(state__in=("ended", "follow_up"), then=LATELY_ENDED),
            default=SOONEST,
        ),
        output_field=models.BigIntegerField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        constraints = [
            within("arrives_at", "leaves_at", "arrived_at", name="visit_within_bounds"),
            models.CheckConstraint(
                condition=Q(leaves_at__gt=F("arrives_at")), name="visit_leaves_after_it_arrives"
            ),
            models.CheckConstraint(
                condition=Q(lead_host__isnull=False)
                | Q(state__in=["draft", "submitted", "returned", "rejected", "cancelled"]),
                name="visit_under_way_has_one_lead_host",
            ),
        ]
        indexes = [
            # web.tables: the list of visits, page by key
            models.Index(fields=["list_order", "id"], name="visit_by_list_order"),
            # the list by arrival, and the API's
            models.Index(fields=["-arrives_at", "-id"], name="visit_by_arrival"),
            # queries.listed with a state, and the board's columns
            models.Index(fields=["state", "-arrives_at", "-id"], name="visit_by_state"),
            # the visits of one customer, latest first
            models.Index(fields=["account", "-arrives_at", "-id"], name="visit_by_account"),
            # the visits of one site on a day
            models.Index(fields=["site", "arrives_at"], name="visit_by_site"),
            # queries.search: any part of a title, its pinyin or its number
            GinIndex(fields=["search_text"], opclasses=["gin_trgm_ops"], name="visit_search_trgm"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def asked_at(self) -> datetime:
        """When the type was last chosen: the request answers the form in force at that moment."""
        return self.form_at or self.created_at


class Guest(models.Model):
    """A contact of the customer who attends the visit."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="guests")
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="visits")
    role = models.CharField(max_length=10, choices=GuestRole.choices, default=GuestRole.COMPANION)
    expectation = models.CharField(max_length=300, blank=True, default="")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "pk")
        constraints = [
            models.UniqueConstraint(fields=["visit", "contact"], name="guest_once_per_visit"),
            models.UniqueConstraint(
                fields=["visit"],
                condition=Q(role="principal"),
                name="one_principal_guest_per_visit",
            ),
        ]

    def __str__(self) -> str:
        return str(self.contact)
