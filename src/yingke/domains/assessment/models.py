"""Monthly facts of the indicators, derived from the journal."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from yingke.domains.visits.models import Visit


class VisitMonth(models.Model):
    """What one visit adds to the indicators of one month; written by `services.months` alone.

    No column depends on the time of reading: a node in `nodes_open` counts once its due time has
    passed. Rows can be deleted and rebuilt from the journal at any time.
    """

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="+", db_index=False)
    month = models.DateField()  # its first day
    nodes_closed = models.PositiveSmallIntegerField(default=0)
    nodes_right = models.PositiveSmallIntegerField(default=0)
    nodes_open = ArrayField(models.DateTimeField(), default=list)  # when each is due
    items_required = models.PositiveIntegerField(default=0)
    items_checked = models.PositiveIntegerField(default=0)
    responses = ArrayField(models.FloatField(), default=list)  # seconds
    planning = models.FloatField(null=True)  # seconds
    bookings = models.PositiveSmallIntegerField(default=0)
    duplicates = models.PositiveSmallIntegerField(default=0)
    replans = ArrayField(models.FloatField(), default=list)  # seconds

    class Meta:
        verbose_name = _("month of a visit")
        constraints = [
            # also serves services.months: the rows of one visit
            models.UniqueConstraint(fields=["visit", "month"], name="assessment_month_once")
        ]
        indexes = [
            # queries.insights: the rows of twelve months
            models.Index(fields=["month", "visit"], name="assessment_by_month")
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.month:%Y-%m}"
