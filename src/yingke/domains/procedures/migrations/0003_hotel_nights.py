"""The seeded question for hotel nights is a count of nights, checked against the dates."""

from django.db import migrations, models


def to_nights(apps, schema_editor):
    fields = apps.get_model("procedures", "RequestField").objects
    fields.filter(code="hotel_nights", kind="number").update(kind="nights")


def to_number(apps, schema_editor):
    apps.get_model("procedures", "RequestField").objects.filter(kind="nights").update(kind="number")


class Migration(migrations.Migration):
    dependencies = [("procedures", "0002_rename_permission")]

    operations = [
        migrations.AlterField(
            "requestfield",
            "kind",
            models.CharField(
                choices=[
                    ("text", "Short text"),
                    ("long_text", "Long text"),
                    ("number", "Number"),
                    ("nights", "Hotel nights"),
                    ("date", "Date"),
                    ("choice", "Single choice"),
                    ("choices", "Multiple choice"),
                    ("yes_no", "Yes or no"),
                ],
                default="text",
                max_length=16,
            ),
        ),
        migrations.RunPython(to_nights, to_number),
    ]
