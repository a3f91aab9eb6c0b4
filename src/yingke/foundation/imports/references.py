"""What refers to rows of a model: foreign keys of any other table, its own among them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db.models import Model

CHUNK = 5000


def references(model: type[Model], pks: Sequence[int]) -> Iterator[tuple[int, int | None]]:
    """Each of the rows to which something refers, with the referring row if it is of this model."""
    for relation in _relations(model):
        column = relation.field.attname
        own = relation.related_model is model
        for chunk in _chunks(pks):
            rows = relation.related_model._base_manager.filter(**{f"{column}__in": chunk})
            if own:
                yield from rows.values_list(column, "pk")
            else:
                yield from ((pk, None) for pk in rows.values_list(column, flat=True).distinct())


def _relations(model: type[Model]) -> Iterator[Any]:
    for one in model._meta.get_fields(include_hidden=True):
        if one.auto_created and not one.concrete and (one.one_to_many or one.one_to_one):
            yield one


def _chunks(pks: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(pks), CHUNK):
        yield pks[start : start + CHUNK]
