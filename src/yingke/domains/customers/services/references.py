"""Move everything that refers to one row to another row of the same table, and back.

It knows no table: it follows every foreign key that Django knows, hidden ones and those of
many-to-many tables included, so a package that adds one need do nothing. Each step that was taken
is a value of JSON:

    {"move": "visits.visit.account", "source": 12, "target": 7, "rows": [3, 4]}
    {"remove": "customers.contact", "pk": 7, "columns": {"name": "…"}}
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any, cast

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import Field, Model, Q, UniqueConstraint

from yingke.domains.customers.queries.references import label_of, references_to
from yingke.foundation.kernel.errors import RuleViolation

Step = dict[str, Any]


def absorb(
    kept: Model, absorbed: Model, *, stay: Collection[str] = (), drop: Collection[str] = ()
) -> list[Step]:
    """Point what refers to `absorbed` to `kept`, delete `absorbed`, and return the steps taken.

    A row that a unique constraint would refuse beside one of `kept` is absorbed by that row.
    References named in `stay` are the caller's; rows of the models in `drop` are removed instead of
    moved. Raises RuleViolation `merge_conflict` where another constraint refuses a row.
    """
    steps: list[Step] = []
    for field in references_to(type(absorbed)):
        if label_of(field) in stay:
            continue
        rows = field.model._base_manager.filter(**{field.attname: absorbed.pk}).order_by("pk")
        if field.model._meta.label_lower in drop:
            steps += (step for row in rows for step in _drop(row))
            continue
        if field.model is type(kept) and rows.filter(pk=kept.pk).exists():
            steps.append(_point(field, [kept.pk], absorbed.pk, None))  # not to itself
        steps += move(field, list(rows), absorbed.pk, kept.pk)
    return steps + _remove(absorbed)


def put_back(step: Step) -> None:
    """Undo one step; of several, the last goes first. A row pointed elsewhere since stays there.

    Raises RuleViolation `merge_conflict` where later changes leave no room for a row.
    """
    try:
        with transaction.atomic():
            _put_back(step)
    except IntegrityError as error:
        named = step.get("remove") or step["move"].rpartition(".")[0]
        raise _conflict(apps.get_model(named)) from error


def counts(steps: Sequence[Step]) -> dict[str, int]:
    """How many rows of each model were moved or removed, without the absorbed row itself."""
    rows: dict[str, set[int]] = {}
    for step in steps[:-1]:
        if "move" in step:
            rows.setdefault(step["move"].rpartition(".")[0], set()).update(step["rows"])
        elif "remove" in step:
            rows.setdefault(step["remove"], set()).add(step["pk"])
    return {label: len(pks) for label, pks in rows.items()}


def move(field: Field[Any, Any], rows: Sequence[Model], source: int, target: int) -> list[Step]:
    """Point rows from `source` to `target`, all at once where no constraint is in the way."""
    if not rows:
        return []
    try:
        with transaction.atomic():
            return [_point(field, [row.pk for row in rows], source, target)]
    except IntegrityError:
        return [step for row in rows for step in _move_one(field, row, source, target)]


def _move_one(field: Field[Any, Any], row: Model, source: int, target: int) -> list[Step]:
    if twin := _twin(field, row, target):
        return absorb(twin, row)
    try:
        with transaction.atomic():
            return [_point(field, [row.pk], source, target)]
    except IntegrityError as error:
        raise _conflict(field.model) from error


def _point(field: Field[Any, Any], rows: list[Any], source: int | None, target: int | None) -> Step:
    moved = field.model._base_manager.filter(**{"pk__in": rows, field.attname: source})
    moved.update(**{field.attname: target})
    return {"move": label_of(field), "source": source, "target": target, "rows": rows}


def _twin(field: Field[Any, Any], row: Model, target: int) -> Model | None:
    """The row that a unique constraint would not let stand beside this one at `target`."""
    for names, condition, nulls_differ in _unique_sets(field):
        values = {name: _stored_value(row, name) for name in names}
        values[field.name] = target
        if nulls_differ and None in values.values():
            continue
        own = field.model._base_manager.filter(condition, pk=row.pk)
        rows = field.model._base_manager.filter(condition, **_exactly(values)).exclude(pk=row.pk)
        if own.exists() and (twin := rows.first()):
            return twin
    return None


def _unique_sets(field: Field[Any, Any]) -> Iterator[tuple[Sequence[str], Q, bool]]:
    meta = field.model._meta
    if field.unique:
        yield [field.name], Q(), True
    for constraint in meta.constraints:
        if isinstance(constraint, UniqueConstraint) and field.name in constraint.fields:
            nulls_differ = constraint.nulls_distinct is not False
            yield constraint.fields, constraint.condition or Q(), nulls_differ


def _stored_value(row: Model, name: str) -> Any:
    return getattr(row, cast("Field[Any, Any]", row._meta.get_field(name)).attname)


def _exactly(values: dict[str, Any]) -> dict[str, Any]:
    return {(f"{n}__isnull" if v is None else n): (v is None or v) for n, v in values.items()}


def _drop(row: Model) -> list[Step]:
    """Delete a row and all that refers to it."""
    below = [
        other
        for field in references_to(type(row))
        for other in field.model._base_manager.filter(**{field.attname: row.pk}).order_by("pk")
    ]
    return [*(step for other in below for step in _drop(other)), *_remove(row)]


def _remove(row: Model) -> list[Step]:
    """Delete one row and nothing else; a reference that was overlooked fails at its constraint."""
    columns = {f.attname: _as_text(f, row) for f in _columns(type(row))}
    rows = type(row)._base_manager.filter(pk=row.pk)
    rows._raw_delete(rows.db)
    return [{"remove": row._meta.label_lower, "pk": row.pk, "columns": columns}]


def _columns(model: type[Model]) -> list[Field[Any, Any]]:
    return [field for field in model._meta.concrete_fields if not field.generated]


def _as_text(field: Field[Any, Any], row: Model) -> Any:
    """The value as `to_python` reads it back without loss; JSON encoders cut microseconds off."""
    return None if getattr(row, field.attname) is None else field.value_to_string(row)


def _put_back(step: Step) -> None:
    if "move" in step:
        label, _dot, name = step["move"].rpartition(".")
        field = apps.get_model(label)._meta.get_field(name)
        _point(field, step["rows"], step["target"], step["source"])
        return
    model, columns = apps.get_model(step["remove"]), step["columns"]
    values = {f.attname: f.to_python(columns[f.attname]) for f in _columns(model)}
    model(**values).save_base(raw=True, force_insert=True)


def _conflict(model: type[Model]) -> RuleViolation:
    return RuleViolation("merge_conflict", rows=str(model._meta.verbose_name_plural))
