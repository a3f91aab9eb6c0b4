from __future__ import annotations

import pytest

from yingke.engines.linkage.normalise import addresses, dates, emails, persons, phones, places, text
from yingke.engines.linkage.normalise.addresses import Address
from yingke.engines.linkage.normalise.persons import Person
from yingke.engines.linkage.normalise.phones import Phone


@pytest.mark.parametrize(
    ("written", "folded"),
    [("ＡＢＣ　公司", "abc 公司"), ("臺灣積體", "台湾积体"), ("  A  b ", "a b"), ("", "")],
)
def test_width_script_case_and_spaces_are_folded(written: str, folded: str) -> None:
    assert text.fold(written) == folded


def test_a_word_sounds_in_plain_letters() -> None:
    assert text.sound("松涛ABB-é") == "songtaoabbe"
    assert {"zejiao", "zeqiao"} <= set(text.sounds("泽峤"))
    assert text.sounds("abb") == ("abb",)


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("021-5123 4567转8/13800138000", [("+862151234567", "8"), ("+8613800138000", "")]),
        ("+86 138 0013 8000", [("+8613800138000", "")]),
        ("+44 20 7946 0018", [("+442079460018", "")]),
        ("没有", []),
        ("", []),
    ],
)
def test_telephone_numbers_are_read_in_any_writing(
    written: str, numbers: list[tuple[str, str]]
) -> None:
    assert [(p.number, p.extension) for p in phones.read(written)] == numbers


def test_a_number_that_cannot_exist_is_marked() -> None:
    assert phones.read("12345678") == (Phone("+8612345678", "", valid=False),)


@pytest.mark.parametrize(
    ("written", "address", "domain"),
    [
        ("张 <Zhang@mail.songtao.com.cn>", "zhang@mail.songtao.com.cn", "songtao.com.cn"),
        ("a@songtao.example", "a@songtao.example", "songtao.example"),
        ("a@qq.com", "a@qq.com", ""),
    ],
)
def test_a_domain_is_a_company_only_if_not_free(written: str, address: str, domain: str) -> None:
    email = emails.read(written)
    assert email is not None
    assert (email.address, email.domain) == (address, domain)


def test_text_without_an_address_is_none() -> None:
    assert emails.read("无") is None


@pytest.mark.parametrize(
    ("written", "person"),
    [
        ("欧阳明先生", Person("欧阳", "明")),
        ("張偉總", Person("张", "伟")),
        ("张 伟", Person("张", "伟")),
        ("Zhang, Wei", Person("zhang", "wei")),
        ("Dr. Wei Zhang", Person("zhang", "wei")),
    ],
)
def test_a_name_is_split_and_loses_its_title(written: str, person: Person) -> None:
    assert persons.read(written) == person


@pytest.mark.parametrize(
    ("written", "address"),
    [
        (
            "214000 江苏省无锡市滨湖区松涛路一百二十三号3幢402室",
            Address("320211", "", "松涛路", "123", "3幢402室", "214000"),
        ),
        ("上海市浦东新区张江镇海科路99号", Address("310115", "张江镇", "海科路", "99")),
        (
            "No. 88 Haike Rd, Pudong, Shanghai 201203, China",
            Address("31", "", "haike road", "88", "pudong", "201203"),
        ),
    ],
)
def test_an_address_is_read_by_parts(written: str, address: Address) -> None:
    assert addresses.read(written) == address


@pytest.mark.parametrize("written", ["1986-3-7", "1986年3月7日", "07/03/1986", "19860307"])
def test_a_date_becomes_eight_digits(written: str) -> None:
    assert dates.read(written) == "19860307"


def test_one_place_holds_another_by_its_code() -> None:
    wuxi = places.leading("江苏无锡松涛")
    assert wuxi == places.Place("3202", 4)
    assert places.holds("32", "3202")
    assert not places.holds("3202", "3205")
    assert places.name("3202") == "无锡"
