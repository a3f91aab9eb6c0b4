"""Visit types, request forms and procedures are tables of `procedures` now."""

import django.db.models.deletion
from django.db import migrations, models


def reference(to, **options):
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=to, **options)


class Migration(migrations.Migration):
    dependencies = [
        ("visits", "0008_search_by_initials"),
        ("procedures", "0001_move_from_visits"),
    ]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    "visit", "visit_type", reference("procedures.visittype", related_name="visits")
                ),
                migrations.AlterField(
                    "visit",
                    "procedure",
                    reference("procedures.procedure", null=True, blank=True),
                ),
                migrations.DeleteModel("templatetask"),
                migrations.DeleteModel("templatenode"),
                migrations.DeleteModel("requestfield"),
                migrations.DeleteModel("procedure"),
                migrations.DeleteModel("visittype"),
            ],
        ),
    ]
