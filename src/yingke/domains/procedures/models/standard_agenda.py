"""The agenda that visits of a type usually have."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yingke.domains.procedures.models.visit_type import VisitType
from yingke.domains.procedures.terms import AgendaKind, PartRole
from yingke.domains.resources.terms import ResourceKind
from yingke.foundation.kernel.records import Record

EARLIEST, LATEST, LONGEST, DAYS = -480, 960, 840, 14


class StandardItem(Record):
    """An item of a visit type's standard agenda, at a time relative to the arrival.

    `starts` counts minutes from the arrival's time of day, on day `day` of the visit (1 is the day
    of arrival); `length` is in minutes. Each of `roles` is one person to ask, `resource_kind` what
    to book. `services.standard_agenda` is the only writer.
    """

    visit_type = models.ForeignKey(
        VisitType, models.CASCADE, verbose_name=_("Visit type"), related_name="standard_items"
    )
    kind = models.CharField(_("Type"), max_length=10, choices=AgendaKind.choices)
    day = models.PositiveSmallIntegerField(
        _("Day"), default=1, validators=[MinValueValidator(1), MaxValueValidator(DAYS)]
    )
    starts = models.SmallIntegerField(
        _("Start (minutes after arrival)"),
        validators=[MinValueValidator(EARLIEST), MaxValueValidator(LATEST)],
        help_text=_("Negative before the arrival, such as −60 for a pick-up."),
    )
    length = models.PositiveSmallIntegerField(
        _("Length (minutes)"), validators=[MinValueValidator(1), MaxValueValidator(LONGEST)]
    )
    roles = ArrayField(
        models.CharField(max_length=12, choices=PartRole.choices),
        verbose_name=_("People needed"),
        default=list,
        blank=True,
    )
    resource_kind = models.CharField(
        _("Book"), max_length=16, choices=ResourceKind.choices, blank=True, default=""
    )
    place = models.CharField(
        _("Location"),
        max_length=200,
        blank=True,
        default="",
        help_text=_("Only if nothing of ours is booked."),
    )
    note = models.CharField(_("Key points"), max_length=500, blank=True, default="")
    interactive = models.BooleanField(_("Interactive (guests take part)"), default=False)

    class Meta(Record.Meta):
        ordering = ["visit_type_id", "day", "starts", "pk"]
        verbose_name = _("standard agenda item")
        verbose_name_plural = _("standard agenda items")
        constraints = [
            models.UniqueConstraint(
                fields=["visit_type", "day", "starts", "name"],
                name="standard_item_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(day__range=(1, DAYS))
                & Q(starts__range=(EARLIEST, LATEST))
                & Q(length__range=(1, LONGEST)),
                name="standard_item_within_bounds",
            ),
        ]
