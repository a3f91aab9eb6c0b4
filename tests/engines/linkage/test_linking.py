from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.linkage.answer_key import companies, lines

from yingke.engines.linkage import THRESHOLD, Field, Linkage, Row, link, shipped, tell

FIRST, SECOND = "91110000600037341L", "91110000802100433B"

NAMES = st.sampled_from(
    [
        "无锡松涛重型机械有限公司",
        "松涛重机",
        "無錫松濤重型機械有限公司",
        "松涛重型机械上海分公司",
        "北京华屿科技有限公司",
        "上海华屿科技有限公司",
        "华屿科技",
        "Wuxi Songtao Heavy Machinery Co., Ltd.",
    ]
)
ROWS = st.lists(
    st.builds(
        lambda name, code, phone: {
            f: v
            for f, v in {
                Field.COMPANY: name,
                Field.CREDIT_CODE: code,
                Field.PHONE: phone,
            }.items()
            if v
        },
        NAMES,
        st.sampled_from(["", "", FIRST, SECOND]),
        st.sampled_from(["", "13800138000"]),
    ),
    min_size=2,
    max_size=8,
)


def groups(found: Linkage, rows: list[Row]) -> list[list[str]]:
    """Return the contents that share a cluster, whatever their order and number."""
    by_label: dict[int, set[str]] = {}
    for label, row in zip(found.clusters, rows, strict=True):
        by_label.setdefault(label, set()).add(repr(sorted(row.items())))
    return sorted(sorted(group) for group in by_label.values())


@settings(max_examples=6, deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_order_and_copies_of_rows_change_nothing(rows: list[Row], chance: random.Random) -> None:
    mixed = [*rows, chance.choice(rows)]
    chance.shuffle(mixed)
    before, after = link(rows, model=shipped()), link(mixed, model=shipped())
    assert groups(after, mixed) == groups(before, rows)
    scores = {
        frozenset((repr(sorted(rows[p.left].items())), repr(sorted(rows[p.right].items())))): (
            p.probability
        )
        for p in before.pairs
    }
    for pair in after.pairs:
        ends = (mixed[pair.left], mixed[pair.right])
        name = frozenset(repr(sorted(row.items())) for row in ends)
        assert scores.get(name, pair.probability) == pytest.approx(pair.probability)


@settings(max_examples=6, deadline=None)
@given(ROWS)
def test_no_cluster_holds_two_valid_credit_codes(rows: list[Row]) -> None:
    found = link(rows, model=shipped(), threshold=0.01)
    for label in set(found.clusters):
        members = [row for row, own in zip(rows, found.clusters, strict=True) if own == label]
        assert len({row.get(Field.CREDIT_CODE) for row in members} - {None}) <= 1


def test_a_name_between_two_codes_joins_one_and_the_pair_is_marked() -> None:
    rows: list[Row] = [
        {Field.COMPANY: "无锡松涛机械有限公司", Field.CREDIT_CODE: FIRST},
        {Field.COMPANY: "无锡松涛机械有限公司", Field.CREDIT_CODE: SECOND},
        {Field.COMPANY: "无锡松涛机械有限公司", Field.PHONE: "13800138000"},
    ]
    found = link(rows)
    assert len(set(found.clusters)) == 2
    assert found.clusters[0] != found.clusters[1]
    assert [pair.kept_apart for pair in found.pairs].count(True) == 1


def test_a_pair_says_why_in_both_languages() -> None:
    rows: list[Row] = [{Field.COMPANY: "无锡松涛重型机械有限公司"}, {Field.COMPANY: "松涛重机"}]
    (pair,) = link(rows).pairs
    assert (pair.left, pair.right, round(pair.probability, 3)) == (0, 1, 0.985)
    assert tell(pair.evidence) == "one name is a short form of the other (+18.9)"
    assert tell(pair.evidence, "zh") == "一个名称是另一个的简称 (+18.9)"


def test_rows_that_say_too_little_are_not_one_person_for_being_equal() -> None:
    rows: list[Row] = [{Field.PERSON: "张伟"}, {Field.PERSON: "张伟"}]
    assert link(rows).clusters == (1, 2)
    told = [{**row, Field.IDENTIFIER: "310101199001011234"} for row in rows]
    assert link(told).clusters == (1, 1)


def test_no_rows_and_one_row_link_to_nothing() -> None:
    assert link([]).pairs == link([{Field.COMPANY: "松涛"}]).pairs == ()


def test_the_answer_key_is_met_at_the_threshold_fixed_in_advance() -> None:
    key = [line["same"] == "yes" for line in lines()]
    assert (THRESHOLD, len(key)) == (0.9, 483)
    found = link(companies())
    said = [found.clusters[2 * i] == found.clusters[2 * i + 1] for i in range(len(key))]
    right = sum(s and k for s, k in zip(said, key, strict=True))
    assert 2 * right / (sum(said) + sum(key)) >= 0.95
