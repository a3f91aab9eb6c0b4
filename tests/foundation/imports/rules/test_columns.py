"""What a column of a file stands for: sure, guessed, asked about, or left out."""

import pytest

from yingke.foundation.imports.rules.columns import Match, folded, head_of, match

NAMES = {
    "number": {"number", "编号", "客户编码"},
    "name": {"name", "全称", "单位全称"},
    "tier": {"tier", "接待等级"},
    "purchase_class": {"purchase_class", "采购等级"},
    "phone": {"phone", "联系电话"},
}


def matched(*titles, remembered=None):
    titled = [(title, ("x",) if title else ()) for title in titles]
    return match(titled, NAMES, keys={"number"}, remembered=remembered or {})


@pytest.mark.parametrize(
    ("title", "field", "reason"),
    [
        ("编号", "number", "named"),
        ("Phone *", "phone", "named"),
        ("联系电话（必填）", "phone", "named"),
        ("公司联系电话", "phone", "guessed"),
        ("等级", "", "asked"),
        ("颜色", "", "unknown"),
        ("编号码", "", "asked"),  # a key is never guessed
    ],
)
def test_a_title_is_matched(title, field, reason):
    (found,) = matched(title)
    assert (found.field, found.reason) == (field, reason)


def test_what_is_asked_about_names_the_likely_fields():
    (found,) = matched("等级")
    assert {name for name, _score in found.candidates} == {"tier", "purchase_class"}
    assert found.is_open


def test_what_was_chosen_before_comes_first_and_a_field_that_is_gone_does_not():
    (found,) = matched("颜色", remembered={"颜色": "tier"})
    assert (found.field, found.reason, found.certainty) == ("tier", "remembered", 1.0)
    (left_out,) = matched("编号", remembered={"编号": ""})
    assert (left_out.field, left_out.reason) == ("", "remembered")
    (gone,) = matched("编号", remembered={"编号": "colour"})
    assert gone.field == "number"


def test_of_two_columns_for_a_field_the_likelier_has_it_and_the_other_is_asked_about():
    first, second = matched("公司联系电话", "联系电话")
    assert (first.field, first.reason) == ("", "asked")
    assert (second.field, second.reason) == ("phone", "named")


def test_a_column_without_values_is_left_out():
    (found,) = match([("编号", ())], NAMES, keys=set(), remembered={})
    assert (found.field, found.reason) == ("", "empty")


def test_a_match_is_stored_and_read_back():
    for one in matched("等级", "编号"):
        assert Match.from_json(one.as_json()) == one


def test_titles_are_compared_without_blanks_marks_and_brackets():
    assert folded(" 单位 全称*（必填）") == folded("单位全称")
    assert folded("（全称）") == "（全称）"


@pytest.mark.parametrize(
    ("lines", "head"),
    [
        ([["客户主数据 2026Q4"], ["编号", "全称"], ["K-1", "甲"]], 1),
        ([["编号", "全称"], ["K-1", "编号"]], 0),
        ([[], ["a", "b"], ["1", "2"]], 1),
    ],
)
def test_the_line_with_most_known_names_is_the_head(lines, head):
    assert head_of(lines, NAMES) == head
