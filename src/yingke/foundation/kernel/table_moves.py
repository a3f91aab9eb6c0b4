"""Migration operations for a model that moves to another package and keeps its rows."""

from django.db.migrations import RunSQL


def rename_table(old: str, new: str) -> RunSQL:
    """Rename a table and the sequence of its `id`; its constraints and indexes stay as named."""
    return RunSQL(
        f"ALTER TABLE {old} RENAME TO {new}; ALTER SEQUENCE {old}_id_seq RENAME TO {new}_id_seq;",
        f"ALTER SEQUENCE {new}_id_seq RENAME TO {old}_id_seq; ALTER TABLE {new} RENAME TO {old};",
    )
