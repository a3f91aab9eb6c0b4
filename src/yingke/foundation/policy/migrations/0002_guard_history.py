"""The history of parameters is append-only, whoever writes to the database."""

from django.db import migrations

GUARD = """
CREATE FUNCTION policy_refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the history of parameters is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER policy_change_append_only
    BEFORE UPDATE OR DELETE ON policy_policychange
    FOR EACH ROW EXECUTE FUNCTION policy_refuse_rewriting();
"""
UNGUARD = """
DROP TRIGGER policy_change_append_only ON policy_policychange;
DROP FUNCTION policy_refuse_rewriting();
"""


class Migration(migrations.Migration):
    dependencies = [("policy", "0001_initial")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
