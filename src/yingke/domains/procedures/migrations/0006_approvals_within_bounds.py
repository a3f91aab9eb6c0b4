"""Dates of approvals outside the bounds of `kernel.bounds` cannot be stored."""

import datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("procedures", "0005_approval_chains"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="approvalchain",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "in_force_from__gte",
                        datetime.datetime(1900, 1, 1, 0, 0, tzinfo=datetime.timezone.utc),
                    ),
                    (
                        "in_force_from__lt",
                        datetime.datetime(2200, 1, 1, 0, 0, tzinfo=datetime.timezone.utc),
                    ),
                ),
                name="approval_chain_within_bounds",
            ),
        ),
    ]
