"""Dates outside the bounds of `kernel.bounds` cannot be stored."""

import datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("kernel", "0003_china"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="calendarexception",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("date__gte", datetime.date(1900, 1, 1)),
                    ("date__lt", datetime.date(2200, 1, 1)),
                ),
                name="calendar_exception_within_bounds",
            ),
        ),
    ]
