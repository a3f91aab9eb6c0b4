"""The tables that scoring reads: their columns, types, units and rules, as data.

The contract is what files, notebooks and the product's own tables have in common. It is written
once here; the checks, the readers, the measures and ``docs/reference/scoring.md`` follow it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import ibis


class Kind(StrEnum):
    """What a column holds; ``DTYPES`` gives the type that each engine sees."""

    TEXT = "text"
    DATE = "date"
    MOMENT = "moment"
    MONEY = "money"
    NUMBER = "number"
    FLAG = "flag"


DTYPES: dict[Kind, str] = {
    Kind.TEXT: "string",
    Kind.DATE: "date",
    Kind.MOMENT: "timestamp",
    Kind.MONEY: "decimal(18, 2)",
    Kind.NUMBER: "float64",
    Kind.FLAG: "boolean",
}

SHAPES: dict[Kind, str] = {
    Kind.TEXT: "text",
    Kind.DATE: "a date like 2026-03-31",
    Kind.MOMENT: "a moment like 2026-03-31 14:05:00 (UTC)",
    Kind.MONEY: "an amount like 1250.00, below ten thousand billion",
    Kind.NUMBER: "a number",
    Kind.FLAG: "true or false",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``required`` columns must be present, ``nullable`` ones may be empty."""

    name: str
    kind: Kind
    meaning: str
    unit: str = ""
    required: bool = True
    nullable: bool = False
    minimum: float | None = None
    maximum: float | None = None
    may_be_future: bool = False

    @property
    def dtype(self) -> str:
        """The column's type as Ibis writes it."""
        return DTYPES[self.kind]


@dataclass(frozen=True, slots=True)
class Rule:
    """Something that must hold between the columns of one row.

    ``broken`` builds the Boolean expression that is true for a row that breaks the rule.
    """

    columns: tuple[str, ...]
    sentence: str
    broken: Callable[[Any], Any] = field(compare=False)


@dataclass(frozen=True, slots=True)
class TableContract:
    """One table. ``when`` is the column that says from when on a row is known (None: always)."""

    name: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    when: str | None
    rules: tuple[Rule, ...] = ()

    def column(self, name: str) -> Column:
        """The column of this name; KeyError when the table has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all columns in their order."""
        return tuple(column.name for column in self.columns)

    def complete(self, rows: ibis.Table) -> ibis.Table:
        """``rows`` with exactly the contract's columns and types; absent optional ones are null."""
        wanted = []
        for column in self.columns:
            dtype = ibis.dtype(column.dtype)
            if column.name not in rows.columns:
                wanted.append(ibis.null(dtype).name(column.name))
            elif rows[column.name].type().copy(nullable=True) == dtype:
                wanted.append(rows[column.name])
            else:
                wanted.append(rows[column.name].cast(dtype).name(column.name))
        return rows.select(*wanted)


ACCOUNT = Column("account_id", Kind.TEXT, "the customer account the row belongs to")
CURRENCY = Column("currency", Kind.TEXT, "ISO 4217 code; one currency in all files", "code")

ACCOUNTS = TableContract(
    name="accounts",
    meaning="Every account that is to get a row in the result.",
    key=("account_id",),
    columns=(
        ACCOUNT,
        Column(
            "peer_group",
            Kind.TEXT,
            "accounts compared with each other; empty: all accounts",
            required=False,
            nullable=True,
        ),
    ),
    when=None,
)

CONTACTS = TableContract(
    name="contacts",
    meaning="The people known at an account.",
    key=("contact_id",),
    columns=(
        Column("contact_id", Kind.TEXT, "the person"),
        ACCOUNT,
        Column("decision_maker", Kind.FLAG, "takes part in the decision to buy"),
        Column("known_from", Kind.DATE, "first day on which the person was known", "day"),
    ),
    when="known_from",
)

ORDERS = TableContract(
    name="orders",
    meaning="One row per order.",
    key=("order_id",),
    columns=(
        Column("order_id", Kind.TEXT, "the order"),
        ACCOUNT,
        Column("ordered_on", Kind.DATE, "day of the order", "day"),
        Column("amount", Kind.MONEY, "value of the order without tax", "currency", minimum=0),
        CURRENCY,
        Column(
            "solution_amount",
            Kind.MONEY,
            "the part of the amount that is solutions (services, systems), not products",
            "currency",
            required=False,
            nullable=True,
            minimum=0,
        ),
    ),
    when="ordered_on",
    rules=(
        Rule(
            ("solution_amount", "amount"),
            "is more than the amount of the whole order",
            lambda row: row.solution_amount > row.amount,
        ),
    ),
)

INTERACTIONS = TableContract(
    name="interactions",
    meaning="One row per person met, called or written to.",
    key=("interaction_id",),
    columns=(
        Column("interaction_id", Kind.TEXT, "the contact with one person"),
        ACCOUNT,
        Column("contact_id", Kind.TEXT, "the person", nullable=True),
        Column("held_on", Kind.DATE, "day on which it took place", "day"),
    ),
    when="held_on",
)

VISITS = TableContract(
    name="visits",
    meaning="One row per visit of the account that has ended.",
    key=("visit_id",),
    columns=(
        Column("visit_id", Kind.TEXT, "the visit"),
        ACCOUNT,
        Column("ended_on", Kind.DATE, "day on which it ended", "day"),
        Column(
            "converted_on",
            Kind.DATE,
            "day of the contract or confirmed intent that came of it",
            "day",
            required=False,
            nullable=True,
        ),
    ),
    when="ended_on",
    rules=(
        Rule(
            ("converted_on", "ended_on"),
            "is before the end of the visit",
            lambda row: row.converted_on < row.ended_on,
        ),
    ),
)

CASES = TableContract(
    name="cases",
    meaning="One row per service case.",
    key=("case_id",),
    columns=(
        Column("case_id", Kind.TEXT, "the case"),
        ACCOUNT,
        Column("opened_at", Kind.MOMENT, "when it was opened", "second"),
        Column("complaint", Kind.FLAG, "the case is a complaint"),
        Column(
            "first_response_at", Kind.MOMENT, "when it was first answered", "second", nullable=True
        ),
        Column("closed_at", Kind.MOMENT, "when it was closed", "second", nullable=True),
    ),
    when="opened_at",
    rules=(
        Rule(
            ("first_response_at", "opened_at"),
            "is before the case was opened",
            lambda row: row.first_response_at < row.opened_at,
        ),
        Rule(
            ("closed_at", "opened_at"),
            "is before the case was opened",
            lambda row: row.closed_at < row.opened_at,
        ),
    ),
)

PAYMENTS = TableContract(
    name="payments",
    meaning="One row per amount due.",
    key=("payment_id",),
    columns=(
        Column("payment_id", Kind.TEXT, "the amount due"),
        ACCOUNT,
        Column("due_on", Kind.DATE, "last day for paying", "day", may_be_future=True),
        Column("amount", Kind.MONEY, "amount due", "currency", minimum=0),
        CURRENCY,
        Column("paid_on", Kind.DATE, "day on which it was paid in full", "day", nullable=True),
    ),
    when="due_on",
)

PROJECTS = TableContract(
    name="projects",
    meaning="One row per joint project.",
    key=("project_id",),
    columns=(
        Column("project_id", Kind.TEXT, "the project"),
        ACCOUNT,
        Column("started_on", Kind.DATE, "first day", "day"),
        Column("innovation", Kind.FLAG, "co-creation, pilot or early research, not plain delivery"),
        Column(
            "ended_on",
            Kind.DATE,
            "last day; empty: still running",
            "day",
            nullable=True,
            may_be_future=True,
        ),
    ),
    when="started_on",
    rules=(
        Rule(
            ("ended_on", "started_on"),
            "is before the first day of the project",
            lambda row: row.ended_on < row.started_on,
        ),
    ),
)

RATINGS = TableContract(
    name="ratings",
    meaning="What people judged, where no event can be counted.",
    key=("account_id", "aspect", "rater", "rated_on"),
    columns=(
        ACCOUNT,
        Column("aspect", Kind.TEXT, "industry_influence or strategic_fit"),
        Column("rater", Kind.TEXT, "who judged"),
        Column("rated_on", Kind.DATE, "day of the judgement", "day"),
        Column("score", Kind.NUMBER, "the judgement", "point", minimum=0, maximum=100),
    ),
    when="rated_on",
)

CONTRACTS: dict[str, TableContract] = {
    contract.name: contract
    for contract in (
        ACCOUNTS,
        CONTACTS,
        ORDERS,
        INTERACTIONS,
        VISITS,
        CASES,
        PAYMENTS,
        PROJECTS,
        RATINGS,
    )
}
