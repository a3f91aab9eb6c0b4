"""One run over a population: measures, models, scores and tiers side by side."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from .composite import DEFAULT_SCORECARD, Scorecard, Scores, score
from .engines import collected
from .faults import RefusedError
from .lifetime import (
    BgNbd,
    GammaGamma,
    Histories,
    fit_bgnbd,
    fit_gamma_gamma,
    purchase_histories,
)
from .measures import Tables, Window, available, measure_all
from .tiers import DEFAULT_TIERS, NEW, Assignment, TierRules, assign

Vector = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Plan:
    """What to compute: the window, the scorecard, the tiers, and how far ahead to look."""

    window: Window = field(default_factory=Window)
    card: Scorecard = DEFAULT_SCORECARD
    rules: TierRules = DEFAULT_TIERS
    horizon_days: int = 365


@dataclass(frozen=True, slots=True)
class Previous:
    """Tiers of an earlier run by account: the tier's name and the day it was entered."""

    tiers: Mapping[str, tuple[str, date]]


@dataclass(frozen=True, slots=True)
class Result:
    """``table`` has one row per account, in the order of ``account_id``.

    Its columns: the measures, ``p_alive``, ``expected_purchases``, ``expected_value``, one column
    per dimension, ``score``, ``tier``, ``tier_since``. ``fields`` are the values that the rules
    look at. ``notes`` says what was left out and why.
    """

    table: pa.Table
    scores: Scores
    assignment: Assignment
    fields: Mapping[str, Vector]
    purchases: BgNbd | None
    spend: GammaGamma | None
    notes: tuple[str, ...]


def run(
    tables: Tables,
    as_of: date,
    plan: Plan | None = None,
    previous: Previous | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Result:
    """Score all accounts of ``tables`` as of a day. RefusedError when none is known by then."""
    plan = plan or Plan()
    names = available(tables)
    card = plan.card.restricted(names)
    notes = _left_out(plan.card, card)
    progress(f"computing {len(names)} measures")
    measured = collected(measure_all(tables, as_of, plan.window, names), tables)
    if measured.num_rows == 0:
        raise RefusedError(f"no row is known on {as_of} yet: there is no account to score")
    ids = measured["account_id"]
    values = {name: as_floats(measured[name]) for name in names}
    progress(f"scoring {len(ids):,} accounts")
    scores = score(card, values, _peer_groups(tables, as_of, ids))
    table, purchases, spend = measured, None, None
    ahead = {name: np.full(len(ids), np.nan) for name in AHEAD}
    if "orders" in tables.given():
        progress("fitting purchases and spend")
        histories = collected(purchase_histories(tables, as_of), tables)
        purchases, spend, ahead, told = look_ahead(histories, ids, plan.horizon_days)
        notes += told
    for name, vector in {**ahead, **scores.dimensions, "score": scores.total}.items():
        table = table.append_column(name, pa.array(vector, from_pandas=True))
    fields = {**values, **ahead, **scores.dimensions, "score": scores.total}
    notes += _unknown_fields(plan.rules, fields)
    assignment = _assigned(plan.rules, fields, ids, as_of, previous)
    table = _with_tiers(table, assignment, ids, as_of, previous)
    return Result(table, scores, assignment, fields, purchases, spend, tuple(notes))


AHEAD = ("p_alive", "expected_purchases", "expected_value")


def look_ahead(
    histories: pa.Table, ids: pa.ChunkedArray, horizon_days: int
) -> tuple[BgNbd | None, GammaGamma | None, dict[str, Vector], list[str]]:
    """Fit both models and apply them to the accounts of ``ids``; NaN where there is no answer.

    ``histories`` as ``purchase_histories`` makes them. A refusal becomes a note.
    """
    place = pc.index_in(ids, histories["account_id"])
    x, t_x, t, mean = (as_floats(histories[c]) for c in ("x", "t_x", "t", "mean_spend"))
    ahead = {name: np.full(len(x), np.nan) for name in AHEAD}
    purchases, spend = None, None
    notes = []
    try:
        purchases = fit_bgnbd(Histories.of(x, t_x, t))
        ahead["p_alive"] = purchases.p_alive(x, t_x, t)
        ahead["expected_purchases"] = purchases.expected_purchases(horizon_days / 7, x, t_x, t)
        known = (x > 0) & (mean > 0)
        spend = fit_gamma_gamma(x[known], mean[known])
        value = spend.expected_spend(x, np.where(known, mean, 0.0))
        ahead["expected_value"] = ahead["expected_purchases"] * value
    except RefusedError as refusal:
        notes.append(str(refusal))
    rows = as_floats(place)
    there = ~np.isnan(rows)
    taken = rows[there].astype(np.int64)
    aligned = {name: np.full(len(ids), np.nan) for name in AHEAD}
    for name, vector in ahead.items():
        aligned[name][there] = vector[taken]
    return purchases, spend, aligned, notes


def as_floats(column: pa.ChunkedArray) -> Vector:
    """A column as floats, null as NaN."""
    return np.asarray(pc.cast(column, pa.float64()).to_numpy(), dtype=np.float64)


def explanations(result: Result) -> pa.Table:
    """Why each score is what it is: one row per account and part (see ``composite.Line``)."""
    ids = result.table["account_id"]
    lines = result.scores.lines(np.arange(len(ids)))
    place = np.repeat(np.arange(len(ids)), len(result.scores.parts))
    columns = {name: pa.array(v.ravel(), from_pandas=True) for name, v in lines.items()}
    return pa.table({"account_id": ids.take(pa.array(place)), **columns})


def _left_out(whole: Scorecard, card: Scorecard) -> list[str]:
    lacking = [name for name in whole.measures if name not in card.measures]
    if not lacking:
        return []
    return ["no table was given for " + ", ".join(lacking) + "; the others take their weight"]


def _unknown_fields(rules: TierRules, fields: dict[str, Vector]) -> list[str]:
    """Fields of the rules that nothing fills; they become unknown for all, with a note."""
    if not fields:
        return []
    size = len(next(iter(fields.values())))
    lacking = [name for name in rules.fields if name not in fields]
    for name in lacking:
        fields[name] = np.full(size, np.nan)
    return [f"the tiers look at {name}, which is not known here" for name in lacking]


def _peer_groups(tables: Tables, as_of: date, ids: pa.ChunkedArray) -> list[str] | None:
    if tables.accounts is None:
        return None
    accounts = tables.fetch(tables.rows("accounts", as_of).select("account_id", "peer_group"))
    found = pc.take(accounts["peer_group"], pc.index_in(ids, accounts["account_id"]))
    return [str(group or "") for group in found.to_pylist()]


def _assigned(
    rules: TierRules,
    fields: Mapping[str, Vector],
    ids: pa.ChunkedArray,
    as_of: date,
    previous: Previous | None,
) -> Assignment:
    if previous is None:
        return assign(rules, fields)
    places = {name: place for place, name in enumerate(rules.names)}
    current, days = [], []
    for account in ids.to_pylist():
        tier, since = previous.tiers.get(account, ("", as_of))
        current.append(places.get(tier, NEW))
        days.append((as_of - since).days)
    return assign(rules, fields, current, days)


def _with_tiers(
    table: pa.Table,
    assignment: Assignment,
    ids: pa.ChunkedArray,
    as_of: date,
    previous: Previous | None,
) -> pa.Table:
    names = np.array(assignment.rules.names, dtype=object)
    table = table.append_column("tier", pa.array(names[assignment.now], type=pa.string()))
    since = np.full(len(ids), np.datetime64(as_of, "D"))
    if previous is not None:
        for place in np.flatnonzero(assignment.now == assignment.before):
            since[place] = previous.tiers[ids[int(place)].as_py()][1]
    return table.append_column("tier_since", pa.array(since, type=pa.date32()))
