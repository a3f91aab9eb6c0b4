"""Writing a row that several people may edit: lock it, refuse a stale edit, know what changed."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Model

from . import clock
from .errors import RuleViolation
from .naming import pinyin_key

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Changes:
    """The columns that a write changed, before and after; `before` is empty for a new row."""

    before: dict[str, Any]
    after: dict[str, Any]
    is_new: bool = False


def locked(model: type[Row], pk: int, version: int | None = None) -> Row:
    """The row, locked until the end of the transaction.

    `version` is the one that the editor saw, None to write anyway. Raises RuleViolation `stale`.
    """
    row = model._default_manager.select_for_update().get(pk=pk)
    if version is not None:
        require_current(row, version)
    return row


def locked_or_new(model: type[Row], pk: int | None, version: int | None = None) -> Row:
    """The row as `locked` gives it, or one that is not stored yet if `pk` is None."""
    return model() if pk is None else locked(model, pk, version)


def require_current(row: Any, version: int) -> None:
    """Refuse an edit that began from another version than the stored one: RuleViolation `stale`."""
    if row.version != version:
        raise RuleViolation("stale", stored=row.version, edited=version)


def write(row: Model, columns: Mapping[str, Any]) -> Changes:
    """Insert a new row, or update the columns that differ; columns of relations end in `_id`.

    The caller has locked a stored row. What follows from other columns is kept here where the
    model has it: `sort_key`, `version`, `created_at`, `updated_at`. Raises RuleViolation `taken`
    at the last column of a unique set of editable columns that another row has.
    """
    before, after = {}, {}
    for name, value in columns.items():
        row._meta.get_field(name)  # FieldDoesNotExist for a slip in the caller
        if (stored := getattr(row, name)) != value:
            before[name], after[name] = stored, value
            setattr(row, name, value)
    _require_unique(row, after)
    if row._state.adding:
        follow(row, after)
        row.save(force_insert=True)
        return Changes({}, after, is_new=True)
    if after:
        row.save(update_fields=[*after, *follow(row, after)])
    return Changes(before, after)


def unique_columns(model: type[Model]) -> Iterator[tuple[str, ...]]:
    """The sets of columns that no two rows share, without those that follow from other columns."""
    checks, _by_date = model()._get_unique_checks(include_meta_constraints=True)  # type: ignore[attr-defined]
    for owner, names in checks:
        if owner._meta.get_field(names[-1]).editable:
            yield tuple(owner._meta.get_field(name).attname for name in names)


def _require_unique(row: Any, changed: Mapping[str, Any]) -> None:
    for columns in unique_columns(type(row)):
        values = {column: getattr(row, column) for column in columns}
        if not changed.keys() & values.keys() or None in values.values():
            continue
        if type(row)._default_manager.filter(**values).exclude(pk=row.pk).exists():
            last = columns[-1]
            raise RuleViolation("taken", field=last, value=str(values[last]))


def follow(row: Any, changed: Collection[str]) -> list[str]:
    """Set the columns that follow from the changed ones; gives their names."""
    new = row._state.adding
    follows = {
        "sort_key": lambda: pinyin_key(row.name, person=getattr(row, "is_person", False)),
        "version": lambda: row.version if new else row.version + 1,
        "created_at": lambda: clock.now() if new else row.created_at,
        "updated_at": clock.now,
    }
    if "name" not in changed:
        del follows["sort_key"]
    names = [name for name in follows if any(name == f.name for f in row._meta.concrete_fields)]
    for name in names:
        setattr(row, name, follows[name]())
    return names
