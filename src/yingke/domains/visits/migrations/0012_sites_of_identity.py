"""Visits refer to the sites of `identity`; in the database nothing changes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("visits", "0011_fill_plan_parts"), ("identity", "0004_site")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="visit",
                    name="site",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="identity.site",
                    ),
                ),
            ],
        ),
    ]
