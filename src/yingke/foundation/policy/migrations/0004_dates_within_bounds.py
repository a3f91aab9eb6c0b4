"""Dates outside the bounds of `kernel.bounds` cannot be stored."""

import datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("policy", "0003_dimensions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="policychange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "effective_from__gte",
                        datetime.datetime(1900, 1, 1, 0, 0, tzinfo=datetime.timezone.utc),
                    ),
                    (
                        "effective_from__lt",
                        datetime.datetime(2200, 1, 1, 0, 0, tzinfo=datetime.timezone.utc),
                    ),
                ),
                name="policy_change_within_bounds",
            ),
        ),
    ]
