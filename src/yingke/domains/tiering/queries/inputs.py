"""What the scores are computed from: the live tables in the shape of the scoring engine's contract.

Each input is a query whose columns are those of a table in `engines.scoring.contract`, in order.
The engine's expressions are compiled for PostgreSQL and run over these queries on Django's own
connection: a run sees what its transaction sees, and copies no rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from django.conf import settings
from django.db import connection
from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    ExpressionWrapper,
    F,
    FloatField,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models import Case as Choice
from django.db.models.functions import Cast, Coalesce, TruncDate
from django.utils import timezone

from yingke.domains.commerce.models import Order, Payment, Project
from yingke.domains.commerce.terms import Currency
from yingke.domains.customers.models import Account, Contact, Interaction
from yingke.domains.customers.terms import AccountStatus, InteractionState
from yingke.domains.growth.terms import Outcome
from yingke.domains.service.models import Case
from yingke.domains.service.terms import CaseKind
from yingke.domains.tiering.models import Rating
from yingke.domains.visits.models import Visit
from yingke.engines.scoring import Tables
from yingke.engines.scoring.contract import CONTRACTS
from yingke.engines.scoring.engines import placed
from yingke.foundation.journal.models import Entry

PREFIX: Final = "scoring_"
CURRENCY: Final = Currency.CNY
Rows = QuerySet[Any, Any]


def _text(name: str) -> Cast:
    return Cast(name, CharField())


def _day(name: str) -> TruncDate:
    """The company's day of a moment."""
    return TruncDate(name, tzinfo=timezone.get_default_timezone())


def _utc(name: str) -> Func:
    """A moment as the contract has it: in UTC, without a zone."""
    return Func(name, template="(%(expressions)s AT TIME ZONE 'UTC')", output_field=DateTimeField())


def _accounts() -> Rows:
    rows = Account.objects.exclude(status=AccountStatus.CLOSED)
    return rows.values_list(_text("pk"), Cast(Value(None), CharField()))


def _contacts() -> Rows:
    """A person is known from the entry that added them, else as long as the customer."""
    added = Entry.objects.filter(
        subject_kind="customers.contact", subject_id=OuterRef("pk"), kind="customers.contact_added"
    )
    since = Coalesce(Subquery(added.values("occurred_at")[:1]), F("account__created_at"))
    return Contact.objects.annotate(since=since).values_list(
        _text("pk"), _text("account_id"), "is_decision_maker", _day("since")
    )


def _visits() -> Rows:
    won = When(follow_up__outcome=Outcome.WON, then=_day("follow_up__concluded_at"))
    return Visit.objects.filter(ended_at__isnull=False).values_list(
        _text("pk"), _text("account_id"), _day("ended_at"), Choice(won, output_field=DateField())
    )


def _orders() -> Rows:
    """Orders in the house currency: sums of several currencies would say nothing."""
    return Order.objects.filter(currency=CURRENCY).values_list(
        *(_text("pk"), _text("account_id"), "ordered_on", "amount", "currency", "solution_amount")
    )


def _payments() -> Rows:
    return Payment.objects.filter(currency=CURRENCY).values_list(
        *(_text("pk"), _text("account_id"), "due_on", "amount", "currency", "paid_on")
    )


def _projects() -> Rows:
    return Project.objects.values_list(
        _text("pk"), _text("account_id"), "started_on", "innovation", "ended_on"
    )


def _interactions() -> Rows:
    rows = Interaction.objects.filter(state=InteractionState.HELD)
    return rows.values_list(_text("pk"), _text("account_id"), _text("contact_id"), _day("held_at"))


def _cases() -> Rows:
    is_complaint = ExpressionWrapper(Q(case_kind=CaseKind.COMPLAINT), BooleanField())
    return Case.objects.values_list(
        *(_text("pk"), _text("account_id"), _utc("opened_at"), is_complaint),
        *(_utc("first_response_at"), _utc("closed_at")),
    )


def _ratings() -> Rows:
    rater = Coalesce(_text("rater_id"), Value(""))
    score = Cast("score", FloatField())
    return Rating.objects.values_list(_text("account_id"), "aspect", rater, "rated_on", score)


INPUTS: Final[Mapping[str, Callable[[], Rows]]] = {
    "accounts": _accounts,
    "contacts": _contacts,
    "orders": _orders,
    "interactions": _interactions,
    "visits": _visits,
    "cases": _cases,
    "payments": _payments,
    "projects": _projects,
    "ratings": _ratings,
}


def live_tables() -> Tables:
    """The inputs as tables of the engine, which run on Django's connection."""
    tables = {name: ibis.table(_schema(name), name=PREFIX + name) for name in INPUTS}
    # Each input has the key of its table, which no two rows share.
    return Tables(**tables, unique=frozenset(INPUTS), fetch=_fetch)


@contextmanager
def chosen_tables() -> Iterator[Tables]:
    """The inputs on the engine that YINGKE_SCORING_ENGINE names; the database itself by default."""
    engine = settings.SCORING_ENGINE
    if engine == "postgres":
        yield live_tables()
        return
    with placed(exported_tables(), engine) as tables:
        yield tables


def exported_tables() -> Tables:
    """A copy of all inputs in memory, on DuckDB."""
    return Tables(
        **{name: ibis.memtable(arrow_rows(name)) for name in INPUTS}, unique=frozenset(INPUTS)
    )


def arrow_rows(name: str) -> pa.Table:
    """All rows of an input, by the contract's types."""
    return _fetch(ibis.table(_schema(name), name=PREFIX + name))


def versions() -> dict[str, dict[str, Any]]:
    """Rows and digest of each input; equal digests mean equal rows, in whatever order."""
    return {name: _version(query()) for name, query in INPUTS.items()}


def _version(rows: Rows) -> dict[str, Any]:
    sql, given = rows.query.sql_with_params()
    told = "SELECT count(*), coalesce(sum(hashtextextended(r::text, 0)::numeric), 0)"
    with connection.cursor() as cursor:
        cursor.execute(f"{told} FROM ({sql}) AS r", given)
        count, total = cursor.fetchone()
    return {"rows": count, "digest": f"{int(total) % 2**64:016x}"}


def _schema(name: str) -> ibis.Schema:
    return ibis.schema({column.name: column.dtype for column in CONTRACTS[name].columns})


def _fetch(expression: ir.Table) -> pa.Table:
    """Run an expression over the inputs that it names, which stand before it as CTEs."""
    compiled = str(ibis.to_sql(expression, dialect="postgres"))
    parts: list[str] = []
    given: list[Any] = []
    for name, query in INPUTS.items():
        if f'"{PREFIX}{name}"' in compiled:
            sql, params = query().query.sql_with_params()
            names = ", ".join(f'"{column}"' for column in CONTRACTS[name].names)
            parts.append(f'"{PREFIX}{name}" ({names}) AS ({sql})')
            given += params
    whole = f"WITH {', '.join(parts)} SELECT * FROM ({compiled.replace('%', '%%')}) AS answer"  # noqa: S608 – compiled
    with connection.cursor() as cursor:
        cursor.execute(whole, given)
        rows = cursor.fetchall()
    schema = expression.schema().to_pyarrow()
    columns = ([row[place] for row in rows] for place in range(len(schema)))
    arrays = [_array(values, kind) for values, kind in zip(columns, schema.types, strict=True)]
    return pa.table(arrays, schema=schema)


def _array(values: list[Any], kind: pa.DataType) -> pa.Array:
    """A column of Arrow; PostgreSQL gives exact numbers where the engine wants fractions."""
    if pa.types.is_floating(kind):
        values = [None if value is None else float(value) for value in values]
    return pa.array(values, type=kind)
