"""Composite scores: they sum up, explain themselves, and foretell what one step changes."""

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from yingke.engines.scoring.composite import (
    DEFAULT_SCORECARD,
    Dimension,
    Missing,
    Part,
    Scorecard,
    Threshold,
    ZScore,
    score,
)
from yingke.engines.scoring.measures import Direction

STRAIGHT = Threshold(((0.0, 0.0), (100.0, 100.0)))


def card(missing: Missing = Missing.SPREAD, least: float = 0.5) -> Scorecard:
    def part(name: str, weight: float) -> Part:
        return Part(name, weight, STRAIGHT, step=10.0, direction=Direction.MORE, unit="point")

    return Scorecard(
        (
            Dimension("one", "一", (part("a", 3), part("b", 1)), 0.6),
            Dimension("two", "二", (part("c", 1),), 0.4),
        ),
        missing,
        least,
    )


def test_a_score_is_the_weighted_sum_of_its_parts() -> None:
    found = score(card(), {"a": [80], "b": [40], "c": [50]})
    assert found.dimensions["one"][0] == pytest.approx(70)
    assert found.total[0] == pytest.approx(0.6 * 70 + 0.4 * 50)


def test_each_line_of_the_explanation_says_what_it_adds() -> None:
    found = score(card(), {"a": [80, 20, 60], "b": [40, 0, 10], "c": [50, np.nan, 90]})
    line = found.explain(0)[0]
    assert (line.dimension, line.measure, line.unit) == ("one", "a", "point")
    assert (line.value, line.points, line.peer_median) == (80, 80, 60)
    assert line.weight == line.effective_weight == pytest.approx(0.45)
    assert line.contribution == pytest.approx(36)
    assert (line.step, line.step_changes) == (10, pytest.approx(4.5))
    missing = found.explain(1)[2]
    assert (missing.value, missing.points, missing.step_changes) == (None, None, None)
    assert (missing.effective_weight, missing.contribution) == (0, 0)
    assert missing.peer_median == 70


@pytest.mark.parametrize(
    ("missing", "total"),
    [
        (Missing.SPREAD, (0.6 * 80 + 0.4 * 50) / 1.0),
        (Missing.WORST, 0.6 * 60 + 0.4 * 50),
        (Missing.MEDIAN, 0.6 * 65 + 0.4 * 50),
        (Missing.REFUSE, np.nan),
    ],
)
def test_the_rule_for_missing_values_is_followed(missing: Missing, total: float) -> None:
    values = {"a": [80, 20, 60], "b": [np.nan, 10, 30], "c": [50, 50, 50]}
    found = score(card(missing), values)
    assert found.total[0] == pytest.approx(total, nan_ok=True)
    assert found.total[1] == pytest.approx(0.6 * 17.5 + 0.4 * 50)


def test_an_account_of_which_too_little_is_known_gets_no_score() -> None:
    values = {"a": [np.nan, 80], "b": [np.nan, 80], "c": [50, np.nan]}
    found = score(card(), values)
    assert np.isnan(found.total[0])
    assert found.total[1] == pytest.approx(80)
    assert found.dimensions["two"][0] == pytest.approx(50)


cells = st.one_of(st.none(), st.integers(0, 30))
SETTINGS = settings(max_examples=60, deadline=None, derandomize=True, phases=[Phase.generate])


def mixed_card(missing: Missing) -> Scorecard:
    def part(name: str, scale: object, way: Direction) -> Part:
        return Part(name, 1, scale, step=1.0, direction=way, unit="u")  # type: ignore[arg-type]

    from yingke.engines.scoring.composite import Percentile

    return Scorecard(
        (
            Dimension("x", "x", (part("a", Percentile(), Direction.MORE),), 2),
            Dimension(
                "y",
                "y",
                (part("b", Percentile(), Direction.LESS), part("c", ZScore(), Direction.MORE)),
                1,
            ),
        ),
        missing,
    )


@SETTINGS
@given(st.lists(st.tuples(cells, cells, cells), min_size=2, max_size=12), st.sampled_from(Missing))
def test_contributions_always_sum_to_the_score(
    rows: list[tuple[int | None, int | None, int | None]], missing: Missing
) -> None:
    matrix = np.array(rows, dtype=float)
    found = score(mixed_card(missing), dict(zip("abc", matrix.T, strict=True)))
    for account in range(len(rows)):
        if not np.isnan(found.total[account]):
            lines = found.explain(account)
            assert sum(x.contribution for x in lines) == pytest.approx(found.total[account])
            assert sum(x.effective_weight for x in lines) == pytest.approx(1)
            assert -1e-9 <= found.total[account] <= 100 + 1e-9


@SETTINGS
@given(
    st.lists(st.tuples(*[st.integers(0, 30)] * 2), min_size=2, max_size=12), st.sampled_from("ab")
)
def test_one_step_changes_the_score_by_what_was_foretold(
    rows: list[tuple[int, int]], measure: str
) -> None:
    from yingke.engines.scoring.composite import Percentile

    parts = tuple(
        Part(name, 1, Percentile(), step=step, direction=way, unit="u")
        for name, step, way in (("a", 3.0, Direction.MORE), ("b", -3.0, Direction.LESS))
    )
    plain = Scorecard((Dimension("x", "x", parts),))
    values = dict(zip("ab", np.array(rows, dtype=float).T.copy(), strict=True))
    before = score(plain, values)
    foretold = next(x for x in before.explain(0) if x.measure == measure)
    values[measure][0] += foretold.step
    after = score(plain, values)
    assert foretold.step_changes is not None
    assert after.total[0] - before.total[0] == pytest.approx(foretold.step_changes, abs=1e-9)
    assert foretold.step_changes >= -1e-9


def test_the_order_of_accounts_and_strangers_in_other_groups_change_no_score() -> None:
    rng = np.random.default_rng(1)
    values = {name: rng.normal(50, 10, 40) for name in "abc"}
    groups = ["north"] * 20 + ["south"] * 20
    whole = score(mixed_card(Missing.SPREAD), values, groups)
    alone = score(mixed_card(Missing.SPREAD), {k: v[:20] for k, v in values.items()})
    assert whole.total[:20] == pytest.approx(alone.total)
    order = rng.permutation(40)
    shuffled = score(
        mixed_card(Missing.SPREAD),
        {k: v[order] for k, v in values.items()},
        [groups[i] for i in order],
    )
    assert shuffled.total == pytest.approx(whole.total[order])


def test_a_card_survives_its_json_form() -> None:
    assert Scorecard.from_json(DEFAULT_SCORECARD.to_json()) == DEFAULT_SCORECARD
    mixed = mixed_card(Missing.MEDIAN)
    assert Scorecard.from_json(mixed.to_json()) == mixed
    assert Scorecard.from_json(card().to_json()) == card()


@pytest.mark.parametrize(
    ("given_card", "sentence"),
    [
        ({}, "lacks 'dimensions'"),
        ({"dimensions": []}, "above 0"),
        ({"dimensions": [{"name": "x", "measures": [{"measure": "wealth"}]}]}, "not a registered"),
        (
            {
                "dimensions": [
                    {"name": "x", "measures": [{"measure": "tenure", "scale": {"kind": "q"}}]}
                ]
            },
            "no scale is called 'q'",
        ),
        ({"dimensions": [{"name": "x", "measures": [{"measure": "tenure"}] * 2}]}, "twice"),
    ],
)
def test_a_card_that_cannot_be_used_says_why(given_card: dict[str, object], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        Scorecard.from_json(given_card)


def test_weights_replace_those_of_the_card_and_unknown_measures_are_left_out() -> None:
    weighed = DEFAULT_SCORECARD.weighted(
        {"strategic_value": 1, "business_scale": 1, "cooperation_depth": 1, "innovation": 1}
    )
    assert {dimension.weight for dimension in weighed.dimensions} == {1}
    with pytest.raises(ValueError, match="one weight for each dimension"):
        DEFAULT_SCORECARD.weighted({"innovation": 1})
    orders_only = DEFAULT_SCORECARD.restricted({"monetary", "recency"})
    assert orders_only.measures == ("monetary", "recency")
    with pytest.raises(ValueError, match="none of the scorecard's measures"):
        DEFAULT_SCORECARD.restricted(set())
    with pytest.raises(ValueError, match="the scorecard needs recency"):
        score(orders_only, {"monetary": [1.0]})
