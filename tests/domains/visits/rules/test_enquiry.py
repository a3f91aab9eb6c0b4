"""A message is read as it stands: what it does not say stays open."""

from __future__ import annotations

from datetime import date, time

import pytest

from yingke.domains.visits.rules.enquiry import LONGEST, When, read
from yingke.domains.visits.rules.names import Person
from yingke.foundation.kernel.errors import RuleViolation

TODAY = date(2026, 11, 30)
CHINESE = """发件人: 林海 <linhai@chenghua.com.cn>
发送时间: 2026年12月1日 9:12
主题: 来访事宜

李经理您好：
    我司成华储能科技有限公司董事长一行4人拟于12月8日（周二）上午9:30到访贵司，12月9日下午3点返程。
来访人员名单如下：
1. 周国栋 董事长
2. 林海，技术部总监 13912345678
3、采购部经理王敏
4) 陈立（总工程师）
5. 交流二期储能项目
统一社会信用代码 91320594MA1MDK3B5X
联系电话：0512-62881234
"""
ENGLISH = """From: Anna Weber <anna.weber@lindenhof-energy.de>
Date: Mon, 30 Nov 2026 09:12:00 +0100
Subject: Visit

Dear Ms Li,
a delegation of four from Lindenhof Energy GmbH would like to see your site. We will arrive on
Tuesday, 8 December 2026 at 9:30 am. We leave on December 9th at 5 pm.

Participants:
- Dr. Anna Weber, Head of Procurement
- Jonas Keller (CTO)
- Ms Lena Vogt - Project Manager
- Max Braun, Engineer, +49 170 1234567
- Discussion of phase two
Tel. +49 30 123456
> On 2 December you wrote
"""
CARDS = """BEGIN:VCARD
VERSION:3.0
FN:周国栋
ORG:成华储能科技有限公司;技术部
TITLE:副总经理
TEL;TYPE=CELL:13912345678
EMAIL:zhou@chenghua.com
END:VCARD
BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E6=9E=97;=E6=B5=B7
END:VCARD
"""


def stay(text):
    found = read(text, today=TODAY)
    return found.arrival and found.arrival.value, found.departure and found.departure.value


def test_a_chinese_message_is_read():
    found = read(CHINESE, today=TODAY)
    assert found.credit_codes == ("91320594MA1MDK3B5X",)
    assert found.domains == ("chenghua.com.cn",)
    assert found.companies[0].endswith("成华储能科技有限公司")
    assert found.arrival.value == When(date(2026, 12, 8), time(9, 30))
    assert "上午9:30到访贵司" in found.arrival.words
    assert found.departure.value == When(date(2026, 12, 9), time(15))
    assert (found.headcount.value, found.headcount.words) == (4, "一行4人")
    assert found.people == (
        Person("周国栋", "董事长"),
        Person("林海", "技术部总监", "13912345678"),
        Person("王敏", "采购部经理"),
        Person("陈立", "总工程师"),
    )
    assert (found.phone, found.is_mail) == ("0512-62881234", True)


def test_an_english_message_is_read():
    found = read(ENGLISH, today=TODAY)
    assert (found.domains, found.companies) == (
        ("lindenhof-energy.de",),
        ("Lindenhof Energy GmbH",),
    )
    assert found.arrival.value == When(date(2026, 12, 8), time(9, 30))
    assert found.departure.value == When(date(2026, 12, 9), time(17))
    assert found.headcount.value == 4
    assert found.people == (
        Person("Dr. Anna Weber", "Head of Procurement"),
        Person("Jonas Keller", "CTO"),
        Person("Lena Vogt", "Project Manager"),
        Person("Max Braun", "Engineer", "+49 170 1234567"),
    )
    assert found.phone == "+49 30 123456"


def test_business_cards_are_read():
    found = read(CARDS, today=TODAY)
    assert found.people == (
        Person("周国栋", "副总经理", "13912345678", "zhou@chenghua.com"),
        Person("林海"),
    )
    assert found.companies == ("成华储能科技有限公司",)
    assert (found.domains, found.is_mail, found.arrival) == (("chenghua.com",), False, None)


@pytest.mark.parametrize(
    ("text", "arrival", "departure"),
    [
        ("12月8日至9日来访", When(date(2026, 12, 8)), When(date(2026, 12, 9))),
        ("We plan 2–4 December", When(date(2026, 12, 2)), When(date(2026, 12, 4))),
        (
            "请于12月8日9点半至下午4点安排参观",
            When(date(2026, 12, 8), time(9, 30)),
            When(date(2026, 12, 8), time(16)),
        ),
        ("visit on Dec 8, 2027", When(date(2027, 12, 8)), None),
        ("到访时间 2026-12-08 14:00", When(date(2026, 12, 8), time(14)), None),
        # a day without a year is the next one of its kind
        ("1月5日到访", When(date(2027, 1, 5)), None),
        # nothing is guessed: two days to choose from, a past day, no such day, a quoted line
        ("12月2日和12月5日都可以", None, None),
        ("2026年3月1日来访过贵司", None, None),
        ("2月30日到访", None, None),
        ("> 12月8日到访", None, None),
        ("您好，想来看看", None, None),
    ],
)
def test_only_the_days_that_are_named_count(text, arrival, departure):
    assert stay(text) == (arrival, departure)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("一行5人", 5),
        ("共六人", 6),
        ("8位来宾", 8),
        ("a group of 12", 12),
        ("ten visitors", 10),
        ("我们公司有5人的团队负责此项目", None),
        ("0 guests", None),
    ],
)
def test_a_headcount_is_what_the_text_calls_one(text, count):
    found = read(text, today=TODAY).headcount
    assert (found and found.value) == count


@pytest.mark.parametrize(
    ("text", "code"),
    [("a" * (LONGEST + 1), "text_too_long"), ("来访\x0b", "text_unstorable")],
)
def test_too_long_a_text_and_control_characters_are_refused(text, code):
    with pytest.raises(RuleViolation) as refused:
        read(text, today=TODAY)
    assert refused.value.code == code
