"""Dates outside the bounds of `kernel.bounds` are moved inside and cannot be stored again."""

import datetime
from django.conf import settings
from django.db import migrations, models

from yingke.foundation.kernel.constraints import clamp


class Migration(migrations.Migration):
    dependencies = [
        ("visits", "0015_readings_of_names"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        clamp("visits_visit", ("arrives_at", "leaves_at")),
        clamp("visits_agendaitem", ("starts_at", "ends_at")),
        clamp("visits_node", ("starts_at", "due_at")),
        clamp("visits_task", ("due_at",)),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "starts_at__gte",
                        datetime.datetime(1900, 1, 1, 0, 0, tzinfo=datetime.timezone.utc),
                    ),
                    (
                        "starts_at__lt",
                        datetime.datetime(2200, 1, 1, 0, 0, tzinfo=datetime.timezone.utc),
                    ),
                    (
                        "ends_at__gte",
                        datetime.datetime(1900, 1, 1, 0, 0, tzinfo=datetime.timezone.utc),
                    ),
                    (
                        "ends_at__lt",
                        datetime.datetime(2200, 1, 1, 0, 0, tzinfo=datetime.timezone.utc),
                    ),
                ),
                name="agenda_item_within_bounds",
            ),
        ),
        migrations.AddConstraint(
            model_name="node",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "starts_at__gte",
                        datetime.datetime(1900, 1, 1, 0, 0, tzinfo=datetime.timezone.utc),
                    ),
                    (
                        "starts_at__lt",
                        datetime.datetime(2200, 1, 1, 0, 0, tzinfo=datetime.timezone.utc),
                    ),
                    (
                        "due_at__gte",
                        datetime.datetime(1900, 1, 1, 0, 0, tzinfo=datetime.timezone.utc),
                    ),
                    (
                        "due_at__lt",
                        datetime.datetime(2200, 1, 1, 0, 0, tzinfo=datetime.timezone.utc),
                    ),
                ),
                name="node_within_bounds",
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "due_at__gte",
                        datetime.datetime(1900, 1, 1, 0, 0, tzinfo=datetime.timezone.utc),
                    ),
                    (
                        "due_at__lt",
                        datetime.datetime(2200, 1, 1, 0, 0, tzinfo=datetime.timezone.utc),
                    ),
                ),
                name="task_within_bounds",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "arrives_at__gte",
                        datetime.datetime(1900, 1, 1, 0, 0, tzinfo=datetime.timezone.utc),
                    ),
                    (
                        "arrives_at__lt",
                        datetime.datetime(2200, 1, 1, 0, 0, tzinfo=datetime.timezone.utc),
                    ),
                    (
                        "leaves_at__gte",
                        datetime.datetime(1900, 1, 1, 0, 0, tzinfo=datetime.timezone.utc),
                    ),
                    (
                        "leaves_at__lt",
                        datetime.datetime(2200, 1, 1, 0, 0, tzinfo=datetime.timezone.utc),
                    ),
                    (
                        "arrived_at__gte",
                        datetime.datetime(1900, 1, 1, 0, 0, tzinfo=datetime.timezone.utc),
                    ),
                    (
                        "arrived_at__lt",
                        datetime.datetime(2200, 1, 1, 0, 0, tzinfo=datetime.timezone.utc),
                    ),
                ),
                name="visit_within_bounds",
            ),
        ),
    ]
