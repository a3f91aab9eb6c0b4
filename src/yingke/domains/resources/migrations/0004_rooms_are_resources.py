"""A room is a resource with columns of its own, and so is a vehicle; the tables are as before."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


def resource(related_name):
    return models.OneToOneField(
        on_delete=django.db.models.deletion.CASCADE,
        parent_link=True,
        primary_key=True,
        related_name=related_name,
        serialize=False,
        to="resources.resource",
    )


class Migration(migrations.Migration):
    dependencies = [("resources", "0003_drop_site")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel("Room"),
                migrations.DeleteModel("Vehicle"),
                migrations.CreateModel(
                    name="Room",
                    fields=[
                        ("resource", resource("room")),
                        ("location", models.CharField(blank=True, max_length=100, verbose_name="Building and floor")),
                        ("equipment", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=None, verbose_name="Equipment")),
                    ],
                    options={"verbose_name": "room", "verbose_name_plural": "rooms"},
                    bases=("resources.resource",),
                ),
                migrations.CreateModel(
                    name="Vehicle",
                    fields=[
                        ("resource", resource("vehicle")),
                        ("plate", models.CharField(max_length=16, unique=True, verbose_name="Number plate")),
                        ("model", models.CharField(blank=True, max_length=60, verbose_name="Make and model")),
                        ("driver", models.CharField(blank=True, max_length=60, verbose_name="Driver")),
                        ("driver_phone", models.CharField(blank=True, max_length=32, verbose_name="Driver's phone")),
                        ("supplier", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="vehicles", to="resources.supplier", verbose_name="Supplier")),
                    ],
                    options={"verbose_name": "vehicle", "verbose_name_plural": "vehicles"},
                    bases=("resources.resource",),
                ),
            ],
        ),
    ]
