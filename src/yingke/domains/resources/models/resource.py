from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Value
from django.db.models.functions import Concat, Lower, Replace
from django.utils.translation import gettext_lazy as _

from yingke.domains.resources.models.supplier import Supplier
from yingke.domains.resources.terms import ResourceKind
from yingke.foundation.identity.models import Site
from yingke.foundation.kernel.records import Record


class Resource(Record):
    """Something that can be booked exclusively: a room, a vehicle, equipment.

    The buffers are minutes before and after each booking: to clear a table, to drive back.
    `Room` and `Vehicle` add the columns that only they have.
    """

    journal_kind = "resources.resource"  # of rooms and vehicles, too

    site = models.ForeignKey(
        Site, verbose_name=_("Site"), on_delete=models.PROTECT, related_name="resources"
    )
    kind = models.CharField(_("Type"), max_length=16, choices=ResourceKind.choices)
    capacity = models.PositiveSmallIntegerField(
        _("Capacity"), default=8, validators=[MaxValueValidator(5000)]
    )
    buffer_before = models.PositiveSmallIntegerField(
        _("Buffer before (minutes)"), default=0, validators=[MaxValueValidator(480)]
    )
    buffer_after = models.PositiveSmallIntegerField(
        _("Buffer after (minutes)"), default=0, validators=[MaxValueValidator(480)]
    )
    note = models.CharField(_("Note"), max_length=300, blank=True)
    search_text = models.GeneratedField(
        expression=Lower(
            Concat(
                "name",
                Value(" "),
                "name_en",
                Value(" "),
                Replace("sort_key", Value(" "), Value("")),
            )
        ),
        output_field=models.TextField(),
        db_persist=True,
    )

    class Meta(Record.Meta):
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        constraints = [
            models.UniqueConstraint(
                fields=["site", "kind", "name"], name="one_resource_of_a_name_per_site_and_kind"
            ),
        ]
        indexes = [
            # the lists of rooms, vehicles and equipment: page by key; the rows of the schedule
            models.Index(fields=["kind", "sort_key", "id"], name="resource_by_kind"),
            # queries.search: any part of a name, in any script
            GinIndex(
                fields=["search_text"], opclasses=["gin_trgm_ops"], name="resource_search_trgm"
            ),
        ]


class Room(Resource):
    """A room or showroom."""

    resource = models.OneToOneField(
        Resource, on_delete=models.CASCADE, parent_link=True, primary_key=True, related_name="room"
    )
    location = models.CharField(_("Building and floor"), max_length=100, blank=True)
    equipment = ArrayField(
        models.CharField(max_length=60), verbose_name=_("Equipment"), default=list, blank=True
    )

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")


class Vehicle(Resource):
    """A vehicle with its driver; `capacity` counts its seats."""

    resource = models.OneToOneField(
        Resource,
        on_delete=models.CASCADE,
        parent_link=True,
        primary_key=True,
        related_name="vehicle",
    )
    plate = models.CharField(_("Number plate"), max_length=16, unique=True)
    model = models.CharField(_("Make and model"), max_length=60, blank=True)
    driver = models.CharField(_("Driver"), max_length=60, blank=True)
    driver_phone = models.CharField(_("Driver's phone"), max_length=32, blank=True)
    supplier = models.ForeignKey(
        Supplier,
        verbose_name=_("Supplier"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="vehicles",
    )

    class Meta:
        verbose_name = _("vehicle")
        verbose_name_plural = _("vehicles")
