"""Importing a file as a person and the worker do, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yingke.foundation.imports import services, working

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User
    from yingke.foundation.ui.register import Register


def bring(register: Register, text: str, editor: User) -> int:
    """Import the text of a .csv file as its columns are matched; gives how many lines are bad."""
    file = {"name": "rows.csv", "content": text.encode()}
    imported = services.start(actor=editor, reader=editor, register=register, **file)
    services.check(actor=editor, import_id=imported.pk)
    working.check(import_id=imported.pk)
    imported.refresh_from_db()
    if not imported.findings["bad"]:
        services.write(actor=editor, import_id=imported.pk)
        working.write(import_id=imported.pk)
    return int(imported.findings["bad"])
