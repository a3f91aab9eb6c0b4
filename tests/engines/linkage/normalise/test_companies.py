from __future__ import annotations

import pytest

from yingke.engines.linkage.normalise import companies
from yingke.engines.linkage.normalise.companies import Company


def read(text: str) -> Company:
    company = companies.read(text)
    assert company is not None
    return company


def test_a_full_name_is_taken_apart() -> None:
    company = read("江苏省无锡市松涛重型机械股份有限公司")
    assert company == Company(
        brand="松涛",
        trade=("重型", "机械"),
        classes=("machinery",),
        place="3202",
        form="plc",
        standing="formal",
    )
    assert company.core == "松涛重型机械"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("松涛（上海）贸易有限公司", "松涛(上海)贸易有限公司"),
        ("無錫松濤機械有限公司", "无锡松涛机械有限公司"),
        ("无锡市松涛机械有限公司", "江苏省无锡市松涛机械有限责任公司"),
        ("ＡＢＣ电子有限公司", "abc 电子 有限公司"),
        ("晋江松涛鞋业有限公司", "福建省晋江市松涛鞋业有限公司"),
        ("松涛第1建筑有限公司", "松涛第一建筑有限公司"),
        ("松涛机械有限公司采购部", "松涛机械有限公司"),
        ("Songtao Machinery Co., Ltd.", "SONGTAO MACHINERY COMPANY LIMITED"),
    ],
)
def test_two_writings_of_one_name_have_one_whole(one: str, other: str) -> None:
    assert read(one).whole == read(other).whole


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("松涛机械有限公司", "松涛机电有限公司"),
        ("北京松涛机械有限公司", "上海松涛机械有限公司"),
        ("松涛机械有限公司", "松涛机械有限公司苏州分公司"),
        ("松涛第一建筑有限公司", "松涛第二建筑有限公司"),
        ("松涛机械有限公司", "松涛机械集团有限公司"),
    ],
)
def test_two_companies_have_two_wholes(one: str, other: str) -> None:
    assert read(one).whole != read(other).whole


def test_a_place_in_brackets_is_marked() -> None:
    assert (read("松涛(上海)有限公司").place, read("松涛(上海)有限公司").bracketed) == ("31", True)
    assert read("松涛机械(越南)有限公司").place == "+越南"


def test_a_city_that_is_all_of_the_name_is_the_brand() -> None:
    assert (read("金华科技有限公司").brand, read("金华科技有限公司").place) == ("金华", "")


@pytest.mark.parametrize(
    ("name", "branch"),
    [
        ("松涛机械有限公司苏州分公司", "苏州分公司"),
        ("松涛机械上海办事处", "上海办事处"),
        ("松涛建设有限公司第二分公司", "第二分公司"),
        ("松涛超市有限公司中山路店", "中山路店"),
        ("Songtao Machinery Shanghai Branch", "shanghai branch"),
        ("松涛机械有限公司", ""),
    ],
)
def test_a_branch_is_read_from_the_end(name: str, branch: str) -> None:
    assert read(name).branch == branch


def test_a_former_name_in_brackets_is_kept() -> None:
    assert read("海川机电有限公司(原松涛机械厂)").former == ("松涛机械厂",)
    assert read("海川机电有限公司(曾用名:松涛机械有限公司)").former == ("松涛机械",)


def test_a_word_typed_by_its_sound_is_put_right() -> None:
    assert read("松涛机谢有限公司").core == "松涛机械"


def test_a_latin_name_meets_the_chinese_one_by_its_sound() -> None:
    latin, chinese = read("Wuxi Songtao Heavy Machinery Co., Ltd."), read("无锡松涛重机有限公司")
    assert latin.brand_sounds == ("songtao",)
    assert read("松涛机械").brand_sounds == ("songtao",)
    assert latin.place == chinese.place == "3202"


@pytest.mark.parametrize("text", ["", "  ", "()", "…"])
def test_nothing_is_no_company(text: str) -> None:
    assert companies.read(text) is None
