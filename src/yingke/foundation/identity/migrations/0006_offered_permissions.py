"""Each role remembers the permissions that it was given from the start."""

from importlib import import_module

import django.contrib.postgres.fields
from django.db import migrations, models

seeded = import_module("yingke.foundation.identity.migrations.0002_seed_roles")
RENAMED = {"visits.edit_procedures": "procedures.edit"}


def remember(apps, schema_editor):
    """What a company took from a role since must not come back."""
    for role in apps.get_model("identity", "Role").objects.all():
        _name, _name_en, given = seeded.ROLES.get(role.code, ("", "", []))
        offered = {*role.permissions, *given}
        role.offered = sorted(offered | {RENAMED[one] for one in offered if one in RENAMED})
        role.save(update_fields=["offered"])


class Migration(migrations.Migration):
    dependencies = [("identity", "0005_permission_for_sites")]
    operations = [
        migrations.AddField(
            "role",
            "offered",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=80),
                blank=True,
                default=list,
                editable=False,
                size=None,
            ),
        ),
        migrations.RunPython(remember, migrations.RunPython.noop),
    ]
