"""What the page of a customer says about possible duplicates of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from yingke.domains.customers import queries
from yingke.domains.customers.registers import Attention, Note
from yingke.foundation.kernel import clock

if TYPE_CHECKING:
    from yingke.domains.customers.models import Account
    from yingke.foundation.identity.models import User

NEW: Final = timedelta(days=1)  # until the nightly comparison has seen it


def _similar(user: User, rows: Sequence[Any]) -> Mapping[int, Sequence[Note]]:
    """For the page of a customer just added: whom its name may mean already."""
    if len(rows) != 1 or rows[0].created_at < clock.now() - NEW:
        return {}
    account: Account = rows[0]
    found = queries.similar(user, account.name, without=account.pk)
    return {account.pk: [_note(one.account) for one in found]}


def _note(account: Account) -> Note:
    title = _("This customer may already exist")
    return Note("amber", title, text=f"{account.label} · {account.number}")


SIMILAR: Final = Attention("similar-customers", _similar)
