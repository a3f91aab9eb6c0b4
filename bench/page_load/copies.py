"""Copies the rows of the benchmark company within the database."""

from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

from yingke.domains.assessment.models import VisitMonth
from yingke.domains.customers.models import Account, Contact, Preference
from yingke.domains.resources.models import Booking, Resource
from yingke.domains.visits.models import (
    AgendaBooking,
    AgendaItem,
    AgendaPerson,
    Approval,
    CheckItem,
    Guest,
    Member,
    Node,
    Task,
    Visit,
)
from yingke.foundation.documents.models import Document, Version
from yingke.foundation.journal.models import Entry

CUSTOMERS = (Account, Contact, Preference)
VISITS = (
    *(Visit, Guest, Node, Task, CheckItem, AgendaItem, AgendaPerson, Booking, AgendaBooking),
    *(Member, Approval, Document, Version, Entry, VisitMonth),
)
# integer columns that refer to rows of another model without a foreign key
NUMBERED = {
    (Document, "owner_id"): Visit,
    (Entry, "subject_id"): Visit,
    (Entry, "context_id"): Account,
}


def multiply_customers() -> None:
    """Turn 1,000 customers and visits into 10,000 of the same year."""
    _copy(
        (*CUSTOMERS, Resource, *VISITS),
        {
            (Account, "number"): "row.number || '-' || copy",
            (Resource, "name"): "row.name || '-' || copy",
            (Visit, "number"): "row.number || '-' || copy",
            (Visit, "arrives_at"): "row.arrives_at + copy * interval '7 minutes'",
            (Visit, "leaves_at"): "row.leaves_at + copy * interval '7 minutes'",
        },
    )


def multiply_years() -> None:
    """Turn 10,000 visits of one year into 100,000 of ten years, for the same customers."""
    earlier = {
        (model, field.name): f"row.{field.column} - copy * interval '365 days'"
        for model in VISITS
        for field in model._meta.concrete_fields
        if isinstance(field, models.DateTimeField)
    }
    back = "copy * interval '365 days'"
    _copy(
        VISITS,
        {
            **earlier,
            (Visit, "number"): "row.number || '/' || copy",
            (VisitMonth, "month"): "(row.month - copy * interval '1 year')::date",
            (Visit, "state"): "'archived'",
            (Node, "state"): "'done'",
            (Node, "completed_at"): f"row.due_at - {back}",
            (Task, "state"): "'done'",
            (Task, "completed_at"): f"row.due_at - {back}",
            (Booking, "during"): f"tstzrange(row.starts_at - {back}, row.ends_at - {back})",
        },
    )


def _copy(group: tuple[type[models.Model], ...], changes: dict[tuple[Any, str], str]) -> None:
    """Insert nine copies of each row; keys to rows of the group are changed to their copies'."""
    strides = {model: _highest(model) for model in group}
    with connection.cursor() as cursor:
        cursor.execute("set synchronous_commit = off")
        for model in group:
            fields = [f for f in model._meta.concrete_fields if not f.generated and f.name != "xid"]
            columns = ", ".join(f'"{field.column}"' for field in fields)
            values = ", ".join(_value(model, field, strides, changes) for field in fields)
            table = model._meta.db_table
            cursor.execute(
                f'insert into "{table}" ({columns}) select {values} '  # noqa: S608 – our own names
                f'from (select * from "{table}") as row, generate_series(1, 9) as copy'
            )
        for statement in connection.ops.sequence_reset_sql(no_style(), list(group)):
            cursor.execute(statement)
        cursor.execute("vacuum analyze")


def _value(
    model: type[models.Model],
    field: models.Field,
    strides: dict[type[models.Model], int],
    changes: dict[tuple[Any, str], str],
) -> str:
    column = f'row."{field.column}"'
    if (model, field.name) in changes:
        return changes[model, field.name]
    if field.name == "event_id":
        return "gen_random_uuid()"
    own = model if field.primary_key else field.related_model
    target = NUMBERED.get((model, field.name), own)
    stride = strides.get(target)
    return f"{column} + copy * {stride}" if stride else column


def _highest(model: type[models.Model]) -> int:
    found: int = model._default_manager.aggregate(top=models.Max("pk"))["top"]
    return found
