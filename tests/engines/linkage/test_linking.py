from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.linkage.answer_key import companies, lines

from yingke.engines.linkage import THRESHOLD, Field, Linkage, Row, link, shipped, tell
from yingke.engines.linkage.linking import apart

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
    assert (THRESHOLD, len(key)) == (0.9, 607)
    found = link(companies())
    said = [found.clusters[2 * i] == found.clusters[2 * i + 1] for i in range(len(key))]
    right = sum(s and k for s, k in zip(said, key, strict=True))
    assert 2 * right / (sum(said) + sum(key)) >= 0.97


def is_joined(left: Row, right: Row) -> bool:
    first, second = link([left, right]).clusters
    return first == second


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("佛山市南海区启帆五金塑料厂", "佛山南海启帆五金塑料厂"),
        ("苏州工业园区迈博瑞生物膜技术有限公司", "苏州迈博瑞生物膜技术有限公司"),
        ("厦门市海沧区叁拾叁度餐饮有限公司", "厦门叁拾叁度餐饮有限公司"),
        ("上海市浦东新区启帆贸易有限公司", "上海浦东启帆贸易有限公司"),
        ("武汉东湖新技术开发区启帆光电有限公司", "武汉启帆光电有限公司"),
        ("中铁十四局集团有限公司", "中铁十四局"),
    ],
)
def test_a_district_a_zone_and_the_form_of_a_numbered_bureau_change_no_company(
    left: str, right: str
) -> None:
    assert is_joined({Field.COMPANY: left}, {Field.COMPANY: right})


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("无锡宏远机械有限公司", "无锡鸿远机械有限公司"),
        ("立新五金", "立信五金"),
        ("深圳创维电子有限公司", "深圳创威电子有限公司"),
        ("中铁十四局集团有限公司", "中铁十五局"),
        ("中铁十四局集团有限公司", "中铁四局"),
        ("中铁十四局", "中铁十四局集团第三工程有限公司"),
        ("中铁十四局", "中铁十四局集团电气化工程有限公司"),
        ("深圳市南山区启帆科技有限公司", "深圳市福田区启帆科技有限公司"),
        ("苏州启帆五金有限公司", "昆山启帆五金有限公司"),
        ("江苏启帆五金有限公司", "苏州启帆五金有限公司"),
    ],
)
def test_the_same_sound_another_number_or_another_place_is_another_company(
    left: str, right: str
) -> None:
    assert not is_joined({Field.COMPANY: left}, {Field.COMPANY: right})


def test_the_same_sound_helps_where_a_telephone_agrees() -> None:
    phone = {Field.PHONE: "0510-82120737"}
    left = {Field.COMPANY: "无锡铄原机械有限公司"} | phone
    assert is_joined(left, {Field.COMPANY: "无锡烁原机械有限公司"} | phone)
    assert not is_joined(left, {Field.COMPANY: "无锡宏远机械有限公司"} | phone)


def test_one_site_of_two_companies_is_evidence_for_one() -> None:
    left: Row = {Field.COMPANY: "松涛机械", Field.WEBSITE: "https://www.songtao.com.cn/zh"}
    right: Row = {Field.COMPANY: "松涛机械", Field.WEBSITE: "songtao.com.cn"}
    (pair,) = link([left, right]).pairs
    assert ("website", "same") in {(each.comparison, each.step) for each in pair.evidence}


def test_one_registered_name_with_two_valid_codes_is_told_apart() -> None:
    rows: list[Row] = [
        {Field.COMPANY: "无锡松涛机械有限公司", Field.CREDIT_CODE: FIRST},
        {Field.COMPANY: "無錫松濤機械有限公司", Field.CREDIT_CODE: SECOND},
        {Field.COMPANY: "无锡松涛机械有限公司"},
        {Field.COMPANY: "无锡松涛电子有限公司", Field.CREDIT_CODE: SECOND},
    ]
    (pair,) = apart(rows, shipped())
    assert (pair.left, pair.right, pair.kept_apart) == (0, 1, True)
    assert pair.probability < 0.01
