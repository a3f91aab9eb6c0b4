"""Idempotency keys belong to the kernel, so that forms can use them too.

The rows are copied rather than the table renamed: a migration of the kernel must not depend on a
package above it. There is at most a week of them.
"""

from django.db import migrations

COPY = """
    INSERT INTO kernel_idempotentwrite (scope, key, request_digest, status, body, created_at)
    SELECT 'token:' || token_id, key, request_digest, status, body, created_at FROM api_call
"""
MOVE_BACK = """
    WITH moved AS (DELETE FROM kernel_idempotentwrite WHERE scope LIKE 'token:%' RETURNING *)
    INSERT INTO api_call (token_id, key, request_digest, status, body, created_at)
    SELECT split_part(scope, ':', 2)::bigint, key, request_digest, status, body, created_at
    FROM moved
"""


class Migration(migrations.Migration):

    dependencies = [
        ('api', '0001_initial'),
        ('kernel', '0002_idempotent_write'),
    ]

    operations = [
        migrations.RunSQL(COPY, MOVE_BACK),
        migrations.DeleteModel('Call'),
    ]
