"""Sites belong to the organisation: their table comes over from `resources` with its rows."""

from django.db import migrations, models
from yingke.foundation.kernel.table_moves import rename_table


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0003_shared_cache"),
        ("resources", "0001_initial"),  # made the table
    ]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[rename_table("resources_site", "identity_site")],
            state_operations=[
                migrations.CreateModel(
                    name="Site",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("code", models.SlugField(max_length=32, unique=True, verbose_name="Code")),
                        ("name", models.CharField(max_length=100, verbose_name="Name")),
                        (
                            "name_en",
                            models.CharField(
                                blank=True, max_length=100, verbose_name="English name"
                            ),
                        ),
                        ("sort_key", models.CharField(editable=False, max_length=255)),
                        (
                            "address",
                            models.CharField(blank=True, max_length=200, verbose_name="Address"),
                        ),
                        (
                            "meeting_point",
                            models.CharField(
                                blank=True, max_length=100, verbose_name="Meeting point"
                            ),
                        ),
                        (
                            "calendar",
                            models.CharField(
                                default="CN", max_length=32, verbose_name="Working calendar"
                            ),
                        ),
                        (
                            "timezone",
                            models.CharField(
                                default="Asia/Shanghai", max_length=48, verbose_name="Time zone"
                            ),
                        ),
                        ("active", models.BooleanField(default=True, verbose_name="Active")),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "verbose_name": "site",
                        "verbose_name_plural": "sites",
                        "ordering": ["sort_key", "pk"],
                    },
                ),
            ],
        ),
    ]
