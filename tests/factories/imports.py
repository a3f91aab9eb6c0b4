"""Importing a file as a person and the worker do, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yingke.foundation.imports import queries, services, working

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User
    from yingke.foundation.ui.register import Register


def bring(register: Register, text: str, editor: User, *, updates: bool = False) -> int:
    """Import the text of a .csv file as its columns are matched; gives how many lines are bad.

    With `updates`, rows that are there already are changed.
    """
    file = {"name": "rows.csv", "content": text.encode()}
    imported = services.start(actor=editor, reader=editor, register=register, **file)
    if updates:
        services.choose_columns(
            actor=editor,
            import_id=imported.pk,
            fields=[match.field for match in queries.matches(imported)],
            updates=True,
        )
    services.check(actor=editor, import_id=imported.pk)
    working.check(import_id=imported.pk)
    imported.refresh_from_db()
    if not imported.findings["bad"]:
        services.write(actor=editor, import_id=imported.pk)
        working.write(import_id=imported.pk)
    return int(imported.findings["bad"])
