"""Who could edit sites as a part of the resources still can."""

from django.db import migrations

GIVE = """
UPDATE identity_role
SET permissions = ARRAY(
    SELECT unnest(permissions || 'identity.edit_sites'::varchar) AS code ORDER BY code
)
WHERE 'resources.edit' = ANY(permissions)
"""
TAKE = "UPDATE identity_role SET permissions = array_remove(permissions, 'identity.edit_sites')"


class Migration(migrations.Migration):
    dependencies = [("identity", "0004_site")]
    operations = [migrations.RunSQL(GIVE, TAKE)]
