"""Dates outside the bounds of `kernel.bounds` are moved inside and cannot be stored again."""

import datetime
from django.db import migrations, models

from yingke.foundation.kernel.constraints import clamp


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0008_name_of_a_certified_skill"),
    ]

    operations = [
        clamp("people_absence", ("starts_at", "ends_at")),
        migrations.AddConstraint(
            model_name="absence",
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
                name="absence_within_bounds",
            ),
        ),
        migrations.AddConstraint(
            model_name="staffskill",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("certificate_until__gte", datetime.date(1900, 1, 1)),
                    ("certificate_until__lt", datetime.date(2200, 1, 1)),
                ),
                name="certificate_within_bounds",
            ),
        ),
    ]
