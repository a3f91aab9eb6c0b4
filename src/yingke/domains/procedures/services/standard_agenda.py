"""The standard agenda of a visit type: what a new agenda may start from."""

from typing import TYPE_CHECKING, Any

from django.db import transaction

from yingke.domains.procedures import permissions
from yingke.domains.procedures.events import StandardItemChanged
from yingke.domains.procedures.models import StandardItem
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal.records import save_changes
from yingke.foundation.kernel.changes import locked_or_new

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@transaction.atomic
def save_item(
    *, actor: "User | None", pk: int | None = None, version: int | None = None, **columns: Any
) -> StandardItem:
    """Add or edit an item; a new one needs `visit_type_id`, `kind`, `name`, `starts` and `length`.

    Agendas that were started from it stay as they are.
    """
    require(actor is None or permissions.can_edit(actor))
    item = locked_or_new(StandardItem, pk, version)
    save_changes(item, columns, actor=actor, event=StandardItemChanged.of)
    return item
