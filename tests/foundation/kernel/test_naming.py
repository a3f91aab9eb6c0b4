"""Names as they are sorted and found; codes in words."""

import pytest
from django.utils import translation

from yingke.domains.visits.terms import VisitState
from yingke.foundation.kernel.naming import LONGEST, pinyin_key, worded


def test_a_code_is_called_what_its_kind_says_in_the_readers_language() -> None:
    with translation.override("en"):
        assert worded(VisitState, "planned") == str(VisitState.PLANNED.label)
    with translation.override("zh-hans"):
        assert worded(VisitState, "planned") == str(VisitState.PLANNED.label)
        assert worded(VisitState, "planned") != "planned"


def test_a_code_of_no_kind_stands_for_itself() -> None:
    assert worded(VisitState, "of-old") == "of-old"
    assert worded(VisitState, "") == ""


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("重庆长安汽车", "chong qing chang an qi che"),
        ("晟兴", "cheng xing | sheng xing | jing xing"),
        ("Müller AG", "müller ag"),
        ("  ", ""),
    ],
)
def test_other_readings_of_a_name_follow_the_usual_one(name: str, key: str) -> None:
    assert pinyin_key(name) == key


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("单晓峰", "shan xiao feng"),
        ("仇英", "qiu ying"),
        ("解明", "xie ming"),
        ("尉迟恭", "yu chi gong"),
        ("曾晟", "zeng cheng"),
    ],
)
def test_a_family_name_is_read_as_one(name: str, first: str) -> None:
    key = pinyin_key(name, person=True)
    assert key.startswith(first)
    assert all(len(one.split()) == len(name) for one in key.split(" | "))


def test_a_long_name_with_many_readings_stays_within_its_column() -> None:
    assert len(pinyin_key("解晟曾单" * 30)) <= LONGEST
    assert len(pinyin_key("解晟曾单").split(" | ")) > 4
