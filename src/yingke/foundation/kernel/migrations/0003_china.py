"""Every company has the calendar of China, so that exceptions can be added to it."""

from django.db import migrations


def add(apps, schema_editor):
    apps.get_model("kernel", "Calendar").objects.get_or_create(
        code="CN", defaults={"name": "中国", "name_en": "China"}
    )


class Migration(migrations.Migration):
    dependencies = [("kernel", "0002_idempotent_write")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
