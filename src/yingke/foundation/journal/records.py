"""Rows that people keep, such as hotels and suppliers: written and journalled in one call."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from yingke.foundation.journal import services
from yingke.foundation.journal.events import Event, Ref
from yingke.foundation.kernel import changes
from yingke.foundation.kernel.bulk import Write, write_many
from yingke.foundation.kernel.changes import Changes

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@dataclass(frozen=True)
class RecordChanged(Event):
    """A row was added (`before` is empty) or edited; both hold the changed columns only.

    A package declares one per model, and `describe` has a sentence for it::

        class GiftChanged(RecordChanged):
            kind = "gifts.gift_changed"
            about = "gifts.gift", "id"
    """

    id: int
    name: str
    before: dict[str, Any]
    after: dict[str, Any]

    @classmethod
    def of(cls, row: Any, done: Changes) -> Self:
        """The fact that a row was written."""
        name = getattr(row, "name", None) or str(row)
        return cls(id=row.pk, name=name, before=done.before, after=done.after)

    def sentence(self) -> str:
        """The fact in the active language, without who did it."""
        return sentence(self.subject(), self.name, self.before, self.after)


@transaction.atomic
def save_changes(
    row: Model,
    columns: Mapping[str, Any],
    *,
    actor: User | None,
    event: Callable[[Any, Changes], Event],
    version: int | None = None,
) -> Changes:
    """Insert or update `row` and journal the difference; nothing is written where there is none.

    The caller has locked a stored row (`kernel.changes.locked`). `version` is the one the editor
    saw: RuleViolation `stale` if it is no longer current. `event(row, changes)` makes the fact,
    such as `GiftChanged.of`.
    """
    if version is not None and not row._state.adding:
        changes.require_current(row, version)
    done = changes.write(row, columns)
    if done.is_new or done.after:
        services.record(actor=actor, event=event(row, done))
    return done


@transaction.atomic
def save_all(
    writes: Sequence[Write[Any]],
    *,
    actor: User | None,
    event: Callable[[Any, Changes], Event],
) -> None:
    """`save_changes` for many rows of one model in few statements; refused writes are left out."""
    write_many(writes)
    services.record_all(
        actor=actor,
        events=[
            event(write.row, write.done)
            for write in writes
            if write.done is not None and (write.done.is_new or write.done.after)
        ],
    )


def ref(row: Model) -> Ref:
    """What the journal calls a row: its model's label, or the model's `journal_kind`.

    Entries outlive packages, so a model that moved keeps the label that its first entries have.
    """
    return Ref(_kind(type(row)), row.pk)


@cache
def models() -> Mapping[str, type[Model]]:
    """The model of each kind of subject; of several that share a kind, the one it is named for."""
    known = apps.get_models()
    named = {model._meta.label_lower: model for model in known}
    return {_kind(model): model for model in known} | named


def sentence(subject: Ref, name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """How it reads that a row was added or edited."""
    if not before:
        return _("added %(name)s") % {"name": name}
    if after == {"active": False}:
        return _("deactivated %(name)s") % {"name": name}
    if after == {"active": True}:
        return _("activated %(name)s") % {"name": name}
    fields = field_names(models().get(subject.kind), after)
    return _("changed %(fields)s for %(name)s") % {"fields": fields, "name": name}


def field_names(model: type[Model] | None, columns: Iterable[str]) -> str:
    """What the columns are called on the pages; a column that is gone by its name."""
    return ", ".join(_field_name(model, column) for column in columns)


def _field_name(model: type[Model] | None, column: str) -> str:
    for one in (model, *(model.__subclasses__() if model else ())):
        try:
            return str(getattr(one and one._meta.get_field(column), "verbose_name"))  # noqa: B009
        except (FieldDoesNotExist, AttributeError):
            continue
    return column.replace("_", " ")


def _kind(model: type[Model]) -> str:
    return getattr(model, "journal_kind", model._meta.label_lower)
