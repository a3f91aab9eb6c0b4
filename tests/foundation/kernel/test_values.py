"""Money, ids and names: small values that every page shows."""

from decimal import Decimal

import pytest

from yingke.foundation.kernel.ids import new_uuid
from yingke.foundation.kernel.money import format_cny
from yingke.foundation.kernel.naming import pinyin_key


@pytest.mark.parametrize(
    ("amount", "language", "text"),
    [
        ("9999.5", "zh-hans", "¥9,999.50"),
        ("12345", "zh-hans", "¥1.23万"),
        ("200000", "zh-hans", "¥20万"),
        ("150000000", "zh-hans", "¥1.5亿"),
        ("-20000", "zh-hans", "-¥2万"),
        ("200000", "en", "¥200,000"),
        ("0", "zh-hans", "¥0"),
    ],
)
def test_money_reads_as_people_write_it(amount: str, language: str, text: str) -> None:
    assert format_cny(Decimal(amount), language=language) == text


def test_ids_are_version_7_and_sort_by_time() -> None:
    made = [new_uuid() for _ in range(50)]
    assert {one.version for one in made} == {7}
    assert len(set(made)) == 50
    assert [one.int >> 80 for one in made] == sorted(one.int >> 80 for one in made)


def test_chinese_names_sort_by_pinyin_among_latin_ones() -> None:
    names = ["周敏", "Anna Keller", "陈雨桐", "李思远"]
    assert sorted(names, key=pinyin_key) == ["Anna Keller", "陈雨桐", "李思远", "周敏"]
