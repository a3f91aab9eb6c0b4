"""Dates outside the bounds of `kernel.bounds` cannot be stored."""

import datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0008_sessions_with_users"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="delegation",
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
                name="identity_delegation_within_bounds",
            ),
        ),
    ]
