"""The right to edit procedures is named after their package."""

from django.db import migrations

RENAME = """
    UPDATE identity_role SET permissions = array_replace(permissions, '{old}', '{new}')
    WHERE '{old}' = ANY (permissions)
"""
OLD, NEW = "visits.edit_procedures", "procedures.edit"


class Migration(migrations.Migration):
    dependencies = [
        ("procedures", "0001_move_from_visits"),
        ("identity", "0002_seed_roles"),
    ]
    operations = [
        migrations.RunSQL(RENAME.format(old=OLD, new=NEW), RENAME.format(old=NEW, new=OLD)),
    ]
