"""The database itself keeps the journal append-only and gives each entry its place to seal."""

from django.db import migrations

APPEND_ONLY = """
CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is append-only: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER journal_entry_append_only
    BEFORE UPDATE OR DELETE ON journal_entry
    FOR EACH ROW EXECUTE FUNCTION journal_refuse();
CREATE TRIGGER journal_entry_no_truncate
    BEFORE TRUNCATE ON journal_entry
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse();

CREATE TRIGGER journal_seal_stands
    BEFORE UPDATE ON journal_seal
    FOR EACH ROW WHEN (OLD.position IS NOT NULL OR NEW.entry_id <> OLD.entry_id)
    EXECUTE FUNCTION journal_refuse();
CREATE TRIGGER journal_seal_no_delete
    BEFORE DELETE ON journal_seal
    FOR EACH ROW EXECUTE FUNCTION journal_refuse();
CREATE TRIGGER journal_seal_no_truncate
    BEFORE TRUNCATE ON journal_seal
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse();

CREATE FUNCTION journal_await_seal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO journal_seal (entry_id) SELECT id FROM fresh;
    RETURN NULL;
END $$;

CREATE TRIGGER journal_entry_await_seal
    AFTER INSERT ON journal_entry
    REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION journal_await_seal();
"""

FREE = """
DROP TRIGGER journal_entry_await_seal ON journal_entry;
DROP FUNCTION journal_await_seal();
DROP TRIGGER journal_seal_no_truncate ON journal_seal;
DROP TRIGGER journal_seal_no_delete ON journal_seal;
DROP TRIGGER journal_seal_stands ON journal_seal;
DROP TRIGGER journal_entry_no_truncate ON journal_entry;
DROP TRIGGER journal_entry_append_only ON journal_entry;
DROP FUNCTION journal_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [migrations.RunSQL(APPEND_ONLY, FREE)]
