from typing import Any

PERMISSIONS = {"gifts.edit": "Edit gifts"}


def can_edit(actor: Any, row: Any = None) -> bool:
    return actor.may("gifts.edit")
