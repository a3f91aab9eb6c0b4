"""Tables of the kernel: working calendars and idempotent writes."""

from datetime import time

from django.db import models

from .constraints import days_within
from .naming import Bilingual


class Calendar(Bilingual):
    """Working days and hours of a country or site. Written by `calendars`."""

    code = models.SlugField(max_length=40, unique=True)
    country = models.CharField(max_length=2, default="CN")
    time_zone = models.CharField(max_length=60, default="Asia/Shanghai")
    day_start = models.TimeField(default=time(9))
    day_end = models.TimeField(default=time(18))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(day_end__gt=models.F("day_start")),
                name="calendar_day_ends_after_it_starts",
            )
        ]


class CalendarException(models.Model):
    """A day that differs from the country's calendar, such as a works holiday."""

    calendar = models.ForeignKey(Calendar, models.CASCADE, related_name="exceptions")
    date = models.DateField()
    is_working = models.BooleanField()
    note = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        ordering = ("date",)
        constraints = [
            days_within("date", name="calendar_exception_within_bounds"),
            models.UniqueConstraint(fields=["calendar", "date"], name="calendar_exception_per_day"),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.note}".strip()


class IdempotentWrite(models.Model):
    """A write that carried an idempotency key, with the outcome that a repetition gets.

    Inserted in the transaction of the write, so the row exists exactly when the write took effect.
    Only `idempotency` reads and writes it.
    """

    scope = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    request_digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    body = models.TextField(default="")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope", "key"], name="idempotency_key_once")
        ]
        indexes = [
            # idempotency.delete_expired
            models.Index(fields=["created_at"], name="idempotent_write_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.key}"
