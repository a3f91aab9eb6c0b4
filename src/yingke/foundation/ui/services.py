"""Keeping a person's views of a table."""

from typing import Any, Final

from django.db import transaction
from django.http import QueryDict

from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.ui.models import SavedView

NOT_KEPT: Final = ("cursor", "export")
MOST_VIEWS: Final = 20


@transaction.atomic
def save_view(*, actor: Any, table: str, name: str, query: str) -> SavedView:
    """Keep the filters, order and columns of a query string; a name used before is overwritten."""
    kept = QueryDict(query, mutable=True)
    for key in NOT_KEPT:
        kept.pop(key, None)
    name = " ".join(name.split())
    others = SavedView.objects.filter(owner_key=actor.pk, table=table).exclude(name=name)
    if others.count() >= MOST_VIEWS:
        raise RuleViolation("too_many_views", field="name", most=MOST_VIEWS)
    view, _created = SavedView.objects.update_or_create(
        owner_key=actor.pk, table=table, name=name, defaults={"query": kept.urlencode()}
    )
    return view


@transaction.atomic
def remove_view(*, actor: Any, view_id: int) -> bool:
    """Forget a view of one's own; False if there is none of that number."""
    removed, _rows = SavedView.objects.filter(owner_key=actor.pk, pk=view_id).delete()
    return bool(removed)
