"""Sentences about a change: what they say, and what they leave open."""

import pytest

from yingke.domains.planning.rules.details import Details
from yingke.domains.planning.rules.reading import Known, Named, Reading, minutes_in, read
from yingke.domains.planning.terms import ChangeKind

KNOWN = Known(
    items=(
        Named(1, "talk", ("储能二期技术会谈", "Storage talk")),
        Named(2, "tour", ("储能展厅参观", "Showroom tour")),
        Named(3, "meal", ("工作午餐", "Lunch")),
    ),
    people=(Named(7, "guide", ("黄静", "Huang Jing")), Named(8, "host", ("陈雨桐", ""))),
    resources=(Named(5, "room", ("一号会议室", "Room 1")), Named(6, "vehicle", ("考斯特", ""))),
)
UNDERSTOOD = {
    "航班延误50分钟": (ChangeKind.LATE, Details(minutes=50)),
    "LH728航班晚点一个半小时": (ChangeKind.LATE, Details(minutes=90, flight="LH728")),
    "flight LH728 delayed by 50 minutes": (ChangeKind.LATE, Details(minutes=50, flight="LH728")),
    "高铁 G7 迟到 1 小时 10 分": (ChangeKind.LATE, Details(minutes=70, flight="G7")),
    "早到半小时": (ChangeKind.EARLY, Details(minutes=30)),
    "guests are half an hour early": (ChangeKind.EARLY, Details(minutes=30)),
    "取消参观": (ChangeKind.CANCELLED, Details(item=2)),
    "lunch is cancelled": (ChangeKind.CANCELLED, Details(item=3)),
    "会谈延长20分钟": (ChangeKind.LENGTH, Details(item=1, minutes=20)),
    "会谈缩短 15 分钟": (ChangeKind.LENGTH, Details(item=1, minutes=-15)),
    "来宾增加到8人": (ChangeKind.HEADS, Details(heads=8)),
    "we are now 12 guests": (ChangeKind.HEADS, Details(heads=12)),
    "新增产品演示40分钟": (ChangeKind.ADDED, Details(item_kind="demo", minutes=40)),
    "讲解员黄静请假": (ChangeKind.PERSON, Details(staff=7)),
    "讲解员来不了": (ChangeKind.PERSON, Details(staff=7)),
    "Huang Jing is sick": (ChangeKind.PERSON, Details(staff=7)),
    "会议室停用": (ChangeKind.ROOM, Details(resource=5)),
    "Room 1 is out of order": (ChangeKind.ROOM, Details(resource=5)),
    "车辆故障": (ChangeKind.VEHICLE, Details(resource=6)),
}


@pytest.mark.parametrize("text", UNDERSTOOD)
def test_a_sentence_in_chinese_or_english_is_understood(text):
    assert read(text, KNOWN) == Reading(*UNDERSTOOD[text])


def test_what_a_sentence_leaves_open_stays_open():
    rooms = (*KNOWN.resources, Named(9, "room", ("二号会议室", "Room 2")))
    two = Known(KNOWN.items, KNOWN.people, rooms)
    assert read("会议室停用", two).details == Details()
    assert read("二号会议室停用", two).details == Details(resource=9)
    assert read("航班延误", KNOWN).details == Details()
    assert read("客户带了样品", KNOWN) == Reading(None, Details())


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        *(("半小时", 30), ("两小时", 120), ("1.5 hours", 90), ("an hour", 60)),
        *(("一个半小时", 90), ("50分", 50), ("half an hour", 30), ("一会儿", None)),
    ],
)
def test_spans_of_time(text, minutes):
    assert minutes_in(text) == minutes
