"""The list of users is a register, whose saved views stand under its code."""

from django.db import migrations

RENAME = "UPDATE ui_savedview SET \"table\" = '{}' WHERE \"table\" = '{}'"


class Migration(migrations.Migration):
    dependencies = [("identity", "0006_offered_permissions"), ("ui", "0001_initial")]
    operations = [
        migrations.RunSQL(
            RENAME.format("users", "identity-people"), RENAME.format("identity-people", "users")
        )
    ]
