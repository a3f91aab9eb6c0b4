"""Dates outside the bounds of `kernel.bounds` are moved inside and cannot be stored again."""

import datetime
from django.conf import settings
from django.db import migrations, models

from yingke.foundation.kernel.constraints import clamp


class Migration(migrations.Migration):
    dependencies = [
        ("resources", "0005_limits_and_names"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        clamp("resources_booking", ("starts_at", "ends_at")),
        migrations.AddConstraint(
            model_name="booking",
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
                name="booking_within_bounds",
            ),
        ),
        migrations.AddConstraint(
            model_name="supplier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("compliant_until__gte", datetime.date(1900, 1, 1)),
                    ("compliant_until__lt", datetime.date(2200, 1, 1)),
                ),
                name="supplier_within_bounds",
            ),
        ),
    ]
