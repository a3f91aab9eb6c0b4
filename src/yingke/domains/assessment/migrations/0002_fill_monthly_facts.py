"""Have a worker derive the monthly facts of what the journal holds already."""

from typing import Any

from django.db import migrations


def enqueue(apps: Any, schema_editor: Any) -> None:
    from yingke.domains.assessment import tasks

    if apps.get_model("visits", "Visit").objects.exists():
        tasks.rebuild.enqueue()


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0001_monthly_facts"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]

    operations = [migrations.RunPython(enqueue, migrations.RunPython.noop)]
