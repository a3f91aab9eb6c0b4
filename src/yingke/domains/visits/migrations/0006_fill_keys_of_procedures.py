"""Each part of a procedure gets a key of its own, and what was in force is published."""

import uuid

from django.db import migrations


def fill(apps, schema_editor):
    for name in ("TemplateNode", "TemplateTask"):
        model = apps.get_model("visits", name)
        for row in model.objects.all():
            row.key = uuid.uuid4()
            row.save(update_fields=["key"])
    procedures = apps.get_model("visits", "Procedure").objects
    procedures.filter(state="in_force").update(state="published")


def unfill(apps, schema_editor):
    apps.get_model("visits", "Procedure").objects.filter(state="published").update(state="in_force")


class Migration(migrations.Migration):
    dependencies = [("visits", "0005_versions_of_procedures")]
    operations = [migrations.RunPython(fill, unfill)]
