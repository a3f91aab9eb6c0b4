"""What refers to a row, in any table of any package."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Field, ManyToOneRel, Model


def references_to(model: type[Model]) -> Iterator[Field[Any, Any]]:
    """Every foreign key to a model, in an order that does not change.

    Hidden ones and those of many-to-many tables are included.
    """
    relations = model._meta.get_fields(include_hidden=True)
    found = {
        label_of(relation.field): relation.field
        for relation in relations
        if isinstance(relation, ManyToOneRel)  # of which OneToOneRel is one kind
    }
    return iter(found[label] for label in sorted(found))


def label_of(field: Field[Any, Any]) -> str:
    """Return `visits.visit.account` for the field `account` of a visit."""
    return f"{field.model._meta.label_lower}.{field.name}"


def counts_of(field: Field[Any, Any], pks: list[int]) -> list[int]:
    """Return how many rows refer to each of the rows with these keys."""
    rows = field.model._base_manager.filter(**{f"{field.attname}__in": pks}).order_by()
    found = dict(rows.values_list(field.attname).annotate(Count("pk")))
    return [found.get(pk, 0) for pk in pks]
