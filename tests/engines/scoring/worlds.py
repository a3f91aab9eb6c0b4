"""Small worlds of orders, cases and people for the tests: made by seed, small enough to read."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import ibis
import numpy as np
import pyarrow as pa

from yingke.engines.scoring import Tables, measure_all
from yingke.engines.scoring.contract import CONTRACTS

AS_OF = date(2025, 6, 30)

World = dict[str, list[dict[str, Any]]]


def world(seed: int, accounts: int = 12, rows: int = 60) -> World:
    """Rows of every table. Some accounts appear in no table, some rows lie after ``AS_OF``."""
    draw = Draw(np.random.default_rng(seed), accounts)
    people = [person(draw, i) for i in range(accounts * 2)]
    known = {
        (r["account_id"], r["aspect"], r["rater"], r["rated_on"]): r for r in ratings(draw, rows)
    }
    return {
        "accounts": [
            {"account_id": f"A{i}", "peer_group": "north" if i % 2 else None}
            for i in range(accounts)
        ],
        "contacts": people,
        "orders": [sold(draw, i) for i in range(rows)],
        "interactions": [held(draw, i, people) for i in range(rows)],
        "visits": [visited(draw, i) for i in range(rows)],
        "cases": [opened(draw, i) for i in range(rows)],
        "payments": [due(draw, i) for i in range(rows)],
        "projects": [started(draw, i) for i in range(rows)],
        "ratings": list(known.values()),
    }


@dataclass
class Draw:
    """Chance, by seed."""

    rng: np.random.Generator
    accounts: int

    def account(self) -> str:
        return f"A{self.rng.integers(0, self.accounts - 2)}"

    def day(self) -> date:
        return AS_OF - timedelta(days=int(self.rng.integers(-60, 900)))

    def after(self, start: Any, spread: int) -> Any:
        return start + timedelta(days=int(self.rng.integers(0, spread)))

    def seconds(self, low: float, high: float) -> timedelta:
        return timedelta(seconds=int(self.rng.integers(int(low), int(high))))

    def maybe(self, value: Any, chance: float = 0.7) -> Any:
        return value if self.rng.random() < chance else None

    def yes(self, chance: float = 0.5) -> bool:
        return bool(self.rng.random() < chance)

    def money(self) -> Decimal:
        return Decimal(int(self.rng.integers(0, 900_000))) / 100


def person(draw: Draw, i: int) -> dict[str, Any]:
    return {
        "contact_id": f"P{i}",
        "account_id": f"A{i % draw.accounts}",
        "decision_maker": draw.yes(),
        "known_from": draw.day(),
    }


def sold(draw: Draw, i: int) -> dict[str, Any]:
    amount = draw.money()
    return {
        "order_id": f"O{i}",
        "account_id": draw.account(),
        "ordered_on": draw.day(),
        "amount": amount,
        "currency": "CNY",
        "solution_amount": draw.maybe((amount / 3).quantize(Decimal("0.01"))),
    }


def held(draw: Draw, i: int, people: list[dict[str, Any]]) -> dict[str, Any]:
    met = people[int(draw.rng.integers(0, len(people)))]
    return {
        "interaction_id": f"I{i}",
        "account_id": met["account_id"],
        "contact_id": draw.maybe(met["contact_id"], 0.9),
        "held_on": draw.day(),
    }


def visited(draw: Draw, i: int) -> dict[str, Any]:
    ended = draw.day()
    return {
        "visit_id": f"V{i}",
        "account_id": draw.account(),
        "ended_on": ended,
        "converted_on": draw.maybe(draw.after(ended, 60), 0.5),
    }


def opened(draw: Draw, i: int) -> dict[str, Any]:
    at = datetime.combine(draw.day(), datetime.min.time()) + draw.seconds(0, 86_400)
    return {
        "case_id": f"C{i}",
        "account_id": draw.account(),
        "opened_at": at,
        "complaint": draw.yes(0.4),
        "first_response_at": draw.maybe(at + draw.seconds(0, 9e5)),
        "closed_at": draw.maybe(at + draw.seconds(9e5, 9e6)),
    }


def due(draw: Draw, i: int) -> dict[str, Any]:
    on = draw.day()
    return {
        "payment_id": f"F{i}",
        "account_id": draw.account(),
        "due_on": on,
        "amount": draw.money(),
        "currency": "CNY",
        "paid_on": draw.maybe(draw.after(on - timedelta(days=20), 90)),
    }


def started(draw: Draw, i: int) -> dict[str, Any]:
    on = draw.day()
    return {
        "project_id": f"J{i}",
        "account_id": draw.account(),
        "started_on": on,
        "innovation": draw.yes(),
        "ended_on": draw.maybe(draw.after(on, 500)),
    }


def ratings(draw: Draw, rows: int) -> list[dict[str, Any]]:
    return [
        {
            "account_id": draw.account(),
            "aspect": ("industry_influence", "strategic_fit")[i % 2],
            "rater": f"R{i % 5}",
            "rated_on": draw.day(),
            "score": float(draw.rng.integers(0, 101)),
        }
        for i in range(rows)
    ]


def arrow(name: str, rows: list[dict[str, Any]]) -> pa.Table:
    """Rows of one table as Arrow, by the contract's types."""
    schema = ibis.schema({c.name: c.dtype for c in CONTRACTS[name].columns}).to_pyarrow()
    return pa.Table.from_pylist(rows, schema=schema)


def tables(rows: World, **chosen: Any) -> Tables:
    """The world on DuckDB; tables that have no rows are there all the same."""
    return Tables(**{name: ibis.memtable(arrow(name, rows[name])) for name in rows}, **chosen)


def only(name: str, *rows: dict[str, Any]) -> Tables:
    """A world of one table."""
    return Tables(**{name: ibis.memtable(arrow(name, list(rows)))})


def order(number: int, account: str, day: str, amount: str, **more: Any) -> dict[str, Any]:
    """One order."""
    return {
        "order_id": f"O{number}",
        "account_id": account,
        "ordered_on": date.fromisoformat(day),
        "amount": Decimal(amount),
        "currency": "CNY",
    } | more


def by_account(table: ibis.Table) -> dict[str, dict[str, Any]]:
    """The rows of a result by account."""
    rows = table.to_pyarrow().to_pylist()
    return {row.pop("account_id"): row for row in rows}


class Compiled:
    """All measures as of ``AS_OF`` on DuckDB, compiled once, run on any number of worlds."""

    def __init__(self, unique: frozenset[str] = frozenset()) -> None:
        backend = ibis.duckdb.connect(threads=1)
        made = {
            name: backend.create_table(name, schema=ibis.schema(arrow(name, []).schema))
            for name in CONTRACTS
        }
        self.sql = ibis.to_sql(measure_all(Tables(**made, unique=unique), AS_OF), dialect="duckdb")
        self.backend = backend

    def __call__(self, rows: World) -> dict[str, dict[str, Any]]:
        connection = self.backend.con
        for name in CONTRACTS:
            connection.execute(f"TRUNCATE {name}")
            connection.from_arrow(arrow(name, rows[name])).insert_into(name)
        answer = connection.execute(self.sql)
        names = [column[0] for column in answer.description]
        found = [dict(zip(names, line, strict=True)) for line in answer.fetchall()]
        return {row.pop("account_id"): row for row in found}
