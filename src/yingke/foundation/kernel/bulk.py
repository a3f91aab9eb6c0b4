"""Writing many rows as `changes.write` writes one, in a few statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic

from .changes import Changes, Row, follow, unique_columns
from .errors import RuleViolation


@dataclass
class Write(Generic[Row]):
    """A row to insert, or a stored and locked one to update; `columns` as `changes.write` has them.

    Once written, `done` says what changed; a write that a rule forbids has `refused` instead.
    """

    row: Row
    columns: dict[str, Any] = field(default_factory=dict)
    done: Changes | None = None
    refused: RuleViolation | None = None

    @property
    def is_new(self) -> bool:
        return self.row._state.adding

    @property
    def differing(self) -> dict[str, Any]:
        """The columns whose value is not the stored one."""
        return {
            name: value for name, value in self.columns.items() if getattr(self.row, name) != value
        }


def write_many(writes: Sequence[Write[Any]]) -> None:
    """Write rows of one model in order, each as `changes.write` would; refused ones are left out.

    Where a unique value is taken, by a stored row or by an earlier one, the write is refused.
    """
    pending = [write for write in writes if write.refused is None]
    if not pending:
        return
    for write in pending:
        _apply(write)
    for columns in unique_columns(type(pending[0].row)):
        _refuse_taken(pending, columns)
    accepted = [(write, write.done) for write in pending if write.done is not None]
    # first what is stored, so that a new row finds the values free that another one gives up
    _update([write for write, done in accepted if not done.is_new and done.after])
    _insert([write for write, done in accepted if done.is_new])


def _apply(write: Write[Any]) -> None:
    row, after = write.row, write.differing
    before = {name: getattr(row, name) for name in after}
    for name, value in after.items():
        row._meta.get_field(name)  # FieldDoesNotExist for a slip in the caller
        setattr(row, name, value)
    write.done = Changes({} if write.is_new else before, after, is_new=write.is_new)


def _refuse_taken(writes: Sequence[Write[Any]], columns: tuple[str, ...]) -> None:
    touched = [write for write in writes if write.done and write.done.after.keys() & set(columns)]
    owners = _owners(touched, columns)
    for write in touched:
        if write.refused is not None or write.done is None:
            continue
        own = write.row.pk or id(write)
        before = tuple(write.done.before.get(name, getattr(write.row, name)) for name in columns)
        if owners.get(before) == own:
            del owners[before]
        value = tuple(getattr(write.row, name) for name in columns)
        if None in value:
            continue
        if owners.setdefault(value, own) != own:
            last = columns[-1]
            write.done = None
            write.refused = RuleViolation("taken", field=last, value=str(value[-1]))


def _owners(writes: Sequence[Write[Any]], columns: tuple[str, ...]) -> dict[tuple[Any, ...], int]:
    """The stored rows by the values that are about to be written."""
    if not writes:
        return {}
    rows = type(writes[0].row)._default_manager.all()
    for name in columns:
        values = {getattr(write.row, name) for write in writes} - {None}
        rows = rows.filter(**{f"{name}__in": values})
    return {tuple(values): pk for pk, *values in rows.values_list("pk", *columns)}


def _insert(writes: Sequence[Write[Any]]) -> None:
    rows = [write.row for write in writes]
    for write in writes:
        follow(write.row, write.columns)
    if rows:
        type(rows[0])._default_manager.bulk_create(rows, batch_size=2000)


def _update(writes: Sequence[Write[Any]]) -> None:
    """Rewrite the stored rows by an upsert on their id: the rows are locked and read in full."""
    if not writes:
        return
    names = dict.fromkeys(name for write in writes for name in _written(write))
    model = type(writes[0].row)
    model._default_manager.bulk_create(
        [write.row for write in writes],
        batch_size=2000,
        update_conflicts=True,
        unique_fields=["pk"],
        update_fields=[model._meta.get_field(name).name for name in names],
    )


def _written(write: Write[Any]) -> Iterator[str]:
    if write.done is not None:
        yield from write.done.after
        yield from follow(write.row, write.done.after)
