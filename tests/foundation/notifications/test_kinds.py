"""Messages are worded when they are read, for the person who reads."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.utils import translation
from tests.factories.identity import make_user

from yingke.foundation.journal.encoding import encode
from yingke.foundation.notifications import Kind, kinds, words


@pytest.fixture(autouse=True)
def sign() -> None:
    kinds.declare(Kind(code="lamps.sign", title="%(value)s", body="%(missing)s"))


@pytest.mark.parametrize(
    ("value", "chinese", "english"),
    [
        ("大堂", "大堂", "大堂"),
        ({"name": "大堂", "name_en": "Lobby"}, "大堂", "Lobby"),
        ({"name": "大堂", "name_en": ""}, "大堂", "大堂"),
        (["甲", "乙"], "甲、乙", "甲, 乙"),
        (
            datetime(2026, 11, 24, 1, 30, tzinfo=UTC),
            "2026年11月24日 09:30",
            "Nov. 24, 2026, 9:30 a.m.",
        ),
        (Decimal("86000.00"), "86,000.00", "86,000.00"),
        (True, "True", "True"),
    ],
)
def test_a_parameter_is_shown_as_the_reader_writes_it(
    value: object, chinese: str, english: str
) -> None:
    shown = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            shown.append(kinds.render("lamps.sign", {"value": encode(value)}).title)
    assert shown == [chinese, english]


def test_a_parameter_that_is_missing_shows_as_a_gap() -> None:
    assert kinds.render("lamps.sign", {}).body == "…"


def test_a_message_of_a_kind_that_is_gone_can_still_be_read() -> None:
    assert kinds.render("lamps.gone", {"x": 1}).title == "lamps.gone"


def test_every_kind_of_the_product_has_a_name_for_the_page_of_choices() -> None:
    unnamed = [kind.code for kind in kinds.declared() if not kind.label]
    assert [code for code in unnamed if not code.startswith("lamps.")] == []


def test_a_code_is_taken_once() -> None:
    with pytest.raises(ValueError, match=r"call themselves 'lamps\.sign'"):
        kinds.declare(Kind(code="lamps.sign", title="other"))


@pytest.mark.django_db
def test_a_bilingual_object_gives_both_its_names() -> None:
    assert words(make_user("周敏", name_en="Zhou Min")) == {"name": "周敏", "name_en": "Zhou Min"}
