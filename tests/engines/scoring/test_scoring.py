"""A whole run: order, duplicates and strangers change no score; what is missing is said."""

import random

import numpy as np
import pytest
from tests.engines.scoring.worlds import AS_OF, tables, world

from yingke.engines.scoring import Tables, run
from yingke.engines.scoring.scoring import explanations

ROWS = world(21, accounts=30, rows=200)
COLUMNS = ("strategic_value", "business_scale", "cooperation_depth", "innovation", "score", "tier")


def scored(rows: dict[str, list[dict[str, object]]]) -> list[tuple[object, ...]]:
    table = run(tables(rows), AS_OF).table
    return [
        tuple(f"{v:.9f}" if isinstance(v, float) else v for v in row.values())
        for row in table.select(["account_id", *COLUMNS]).to_pylist()
    ]


@pytest.fixture(scope="module")
def whole() -> list[tuple[object, ...]]:
    return scored(ROWS)


def test_every_account_gets_its_row_and_most_a_score(whole: list[tuple[object, ...]]) -> None:
    assert [row[0] for row in whole] == sorted(f"A{i}" for i in range(30))
    assert sum(row[5] is not None for row in whole) >= 25


def test_order_duplicates_and_strangers_change_no_score(whole: list[tuple[object, ...]]) -> None:
    mixed = {name: rows + rows[:20] for name, rows in ROWS.items()}
    strangers = world(22, accounts=30, rows=50)
    for name, rows in strangers.items():
        if name != "accounts":
            key = {"orders": "order_id", "visits": "visit_id"}.get(name)
            for row in rows:
                row["account_id"] = f"Z{row['account_id']}"
                if key:
                    row[key] = f"Z{row[key]}"
            mixed[name] += rows
    for rows in mixed.values():
        random.Random(1).shuffle(rows)
    assert scored(mixed) == whole


def test_what_could_not_be_computed_is_said() -> None:
    result = run(Tables(orders=tables(ROWS).orders), AS_OF)
    assert "no table was given for industry_influence" in result.notes[0]
    assert any("BG/NBD" in note or "bought again" in note for note in result.notes)
    assert result.purchases is None
    assert result.table["p_alive"].null_count == result.table.num_rows


def test_explanations_have_a_line_for_each_account_and_measure_and_sum_to_the_score() -> None:
    result = run(tables(ROWS), AS_OF)
    lines = explanations(result).to_pylist()
    parts = len(result.scores.parts)
    assert len(lines) == 30 * parts
    for place, total in enumerate(result.scores.total):
        own = lines[place * parts : (place + 1) * parts]
        if not np.isnan(total):
            assert sum(line["contribution"] for line in own) == pytest.approx(total)
