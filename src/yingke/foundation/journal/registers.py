"""What packages tell the journal about their objects."""

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

VisibleTo = Callable[[Any], QuerySet[Any]]

_subjects: dict[str, VisibleTo | None] = {}


def show_in_context(kind: str, visible_to: VisibleTo | None = None) -> None:
    """Show entries about objects of a kind in the history of what they belong to.

    ``visible_to(user)`` are the objects that a reader may see; without it, whoever sees the history
    sees them all. Entries of kinds that no package names are shown to nobody.
    """
    _subjects[kind] = visible_to


def shown_in_context() -> frozenset[str]:
    """Return the kinds that some package has named."""
    return frozenset(_subjects)


def visible_subjects(reader: Any) -> Q:
    """Return the condition that a reader may see the subject of an entry."""
    condition = Q(pk__in=[])
    for kind, visible_to in _subjects.items():
        shown = Q(subject_kind=kind)
        if visible_to is not None:
            shown &= Q(Exists(visible_to(reader).filter(pk=OuterRef("subject_id"))))
        condition |= shown
    return condition
