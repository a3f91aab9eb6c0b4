"""Small worlds of orders, cases and people for the tests: made by seed, small enough to read."""

from datetime import UTC, date, datetime, timedelta
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
    rng = np.random.default_rng(seed)

    def account() -> str:
        return f"A{rng.integers(0, accounts - 2)}"

    def day(spread: int = 900) -> date:
        return AS_OF - timedelta(days=int(rng.integers(-60, spread)))

    def maybe(value: Any, chance: float = 0.7) -> Any:
        return value if rng.random() < chance else None

    def after(start: date, spread: int) -> date:
        return start + timedelta(days=int(rng.integers(0, spread)))

    def money(most: int = 900_000) -> Decimal:
        return Decimal(int(rng.integers(0, most))) / 100

    made: World = {name: [] for name in CONTRACTS}
    made["accounts"] = [
        {"account_id": f"A{i}", "peer_group": "north" if i % 2 else None} for i in range(accounts)
    ]
    for i in range(accounts * 2):
        made["contacts"].append(
            {
                "contact_id": f"P{i}",
                "account_id": f"A{i % accounts}",
                "decision_maker": bool(rng.random() < 0.5),
                "known_from": day(),
            }
        )
    for i in range(rows):
        person = made["contacts"][int(rng.integers(0, accounts * 2))]
        amount, ordered, visited, due, started = money(), day(), day(), day(), day()
        opened = datetime.combine(day(), datetime.min.time(), UTC).replace(tzinfo=None)
        opened += timedelta(seconds=int(rng.integers(0, 86_400)))
        made["orders"].append(
            {
                "order_id": f"O{i}",
                "account_id": account(),
                "ordered_on": ordered,
                "amount": amount,
                "currency": "CNY",
                "solution_amount": maybe((amount / 3).quantize(Decimal("0.01"))),
            }
        )
        made["interactions"].append(
            {
                "interaction_id": f"I{i}",
                "account_id": person["account_id"],
                "contact_id": maybe(person["contact_id"], 0.9),
                "held_on": day(),
            }
        )
        made["visits"].append(
            {
                "visit_id": f"V{i}",
                "account_id": account(),
                "ended_on": visited,
                "converted_on": maybe(after(visited, 60), 0.5),
            }
        )
        made["cases"].append(
            {
                "case_id": f"C{i}",
                "account_id": account(),
                "opened_at": opened,
                "complaint": bool(rng.random() < 0.4),
                "first_response_at": maybe(opened + timedelta(seconds=int(rng.integers(0, 9e5)))),
                "closed_at": maybe(opened + timedelta(seconds=int(rng.integers(9e5, 9e6)))),
            }
        )
        made["payments"].append(
            {
                "payment_id": f"F{i}",
                "account_id": account(),
                "due_on": due,
                "amount": money(),
                "currency": "CNY",
                "paid_on": maybe(after(due - timedelta(days=20), 90)),
            }
        )
        made["projects"].append(
            {
                "project_id": f"J{i}",
                "account_id": account(),
                "started_on": started,
                "innovation": bool(rng.random() < 0.5),
                "ended_on": maybe(after(started, 500)),
            }
        )
        made["ratings"].append(
            {
                "account_id": account(),
                "aspect": ("industry_influence", "strategic_fit")[i % 2],
                "rater": f"R{i % 5}",
                "rated_on": day(),
                "score": float(rng.integers(0, 101)),
            }
        )
    made["ratings"] = list(
        {
            (r["account_id"], r["aspect"], r["rater"], r["rated_on"]): r for r in made["ratings"]
        }.values()
    )
    return made


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
        self.connection = ibis.duckdb.connect()
        made = {
            name: self.connection.create_table(name, schema=ibis.schema(arrow(name, []).schema))
            for name in CONTRACTS
        }
        self.sql = ibis.to_sql(measure_all(Tables(**made, unique=unique), AS_OF), dialect="duckdb")

    def __call__(self, rows: World) -> dict[str, dict[str, Any]]:
        for name in CONTRACTS:
            self.connection.truncate_table(name)
            self.connection.con.from_arrow(arrow(name, rows[name])).insert_into(name)
        found = self.connection.con.sql(self.sql).to_arrow_table().to_pylist()
        return {row.pop("account_id"): row for row in found}
