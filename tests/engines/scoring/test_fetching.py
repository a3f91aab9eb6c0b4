"""Tables that are compiled for a database and run on a connection of the caller's own."""

from __future__ import annotations

from datetime import date
from typing import Any

import ibis
import numpy as np
import pyarrow as pa
from tests.engines.scoring.worlds import AS_OF, arrow, tables, world

from yingke.engines.scoring import Tables, run
from yingke.engines.scoring.contract import CONTRACTS
from yingke.engines.scoring.engines import collected
from yingke.engines.scoring.lifetime import BgNbd
from yingke.engines.scoring.rates import conversion, customer_rates
from yingke.engines.scoring.tiers import later_outcomes

ROWS = world(3)


def elsewhere() -> Tables:
    """The world without a backend: each expression is compiled and run by ``fetch``."""
    backend = ibis.duckdb.connect(threads=1)
    for name in CONTRACTS:
        backend.create_table(name, schema=ibis.schema(arrow(name, []).schema))
        backend.con.from_arrow(arrow(name, ROWS[name])).insert_into(name)

    def fetch(expression: Any) -> pa.Table:
        compiled = str(ibis.to_sql(expression, dialect="duckdb"))
        return backend.con.execute(compiled).to_arrow_table().cast(expression.schema().to_pyarrow())

    made = {name: ibis.table(ibis.schema(arrow(name, []).schema), name=name) for name in CONTRACTS}
    return Tables(**made, fetch=fetch)


def test_a_run_fetches_as_the_tables_say() -> None:
    assert run(elsewhere(), AS_OF).table.equals(run(tables(ROWS), AS_OF).table)


def test_so_do_rates_and_later_outcomes() -> None:
    here, there = tables(ROWS), elsewhere()
    assert customer_rates(there, AS_OF) == customer_rates(here, AS_OF)
    assert conversion(there, AS_OF) == conversion(here, AS_OF)
    at = date(2025, 1, 31)
    outcomes = [collected(later_outcomes(one, at, 90, AS_OF), one) for one in (here, there)]
    assert outcomes[0].equals(outcomes[1])


def test_a_model_of_known_parameters_predicts_as_the_fitted_one() -> None:
    known = BgNbd.known(r=0.243, alpha=4.414, a=0.793, b=2.426)
    x, t_x, t = [2.0, 0.0], [30.43, 0.0], [38.86, 38.86]
    expected = 1 / (1 + 0.793 / (2.426 + 1) * ((4.414 + 38.86) / (4.414 + 30.43)) ** (0.243 + 2))
    assert np.allclose(known.p_alive(x, t_x, t), [expected, 1.0])
