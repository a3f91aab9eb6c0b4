"""The table in which all web processes count the failed tries to sign in."""

from django.db import migrations

CREATE = """
CREATE TABLE identity_cache (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX identity_cache_expires ON identity_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("identity", "0002_seed_roles")]
    operations = [migrations.RunSQL(CREATE, "DROP TABLE identity_cache")]
