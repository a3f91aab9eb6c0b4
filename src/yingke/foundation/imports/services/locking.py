"""Imports under their row lock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yingke.foundation.imports.models import Import
from yingke.foundation.imports.permissions import can_continue
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import RuleViolation, require

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from yingke.foundation.identity.models import User


def locked(
    import_id: int,
    *,
    actor: User | None,
    states: Collection[str],
    allowed: Callable[[User, Import], bool] = can_continue,
) -> Import:
    """The import without its file, locked and in one of the states, for those it is allowed.

    Raises NotAllowed, and RuleViolation "import_has_moved_on".
    """
    imported = Import.objects.defer("content").select_for_update().get(pk=import_id)
    require(actor is None or allowed(actor, imported))
    if imported.state not in states:
        raise RuleViolation("import_has_moved_on")
    return imported


def touch(imported: Import, *columns: str) -> None:
    """Write columns, and let open pages know."""
    imported.touched_at = clock.now()
    imported.save(update_fields=[*columns, "touched_at"])
