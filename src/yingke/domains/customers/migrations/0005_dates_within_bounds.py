"""Dates outside the bounds of `kernel.bounds` cannot be stored."""

import datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0004_labels_and_limits"),
        ("documents", "0001_initial"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("signed_on__gte", datetime.date(1900, 1, 1)),
                    ("signed_on__lt", datetime.date(2200, 1, 1)),
                    ("valid_from__gte", datetime.date(1900, 1, 1)),
                    ("valid_from__lt", datetime.date(2200, 1, 1)),
                    ("valid_until__gte", datetime.date(1900, 1, 1)),
                    ("valid_until__lt", datetime.date(2200, 1, 1)),
                    ("revoked_on__gte", datetime.date(1900, 1, 1)),
                    ("revoked_on__lt", datetime.date(2200, 1, 1)),
                ),
                name="agreement_within_bounds",
            ),
        ),
    ]
