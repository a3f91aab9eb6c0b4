"""A visit of one day as values: guests who speak German, three rooms, four people."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from yingke.domains.planning.rules.values import (
    Facts,
    Item,
    Limits,
    Need,
    Person,
    Skill,
    Stay,
    Thing,
    Timing,
)

TZ = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 30, 9, 0, tzinfo=TZ)
HOST, GUIDE, INTERPRETER, ENGLISH = 1, 2, 3, 4
HALL, SHOWROOM, SMALL = 1, 2, 3


def at(hour: int, minute: int = 0, day: int = 2) -> datetime:
    return datetime(2026, 12, day, hour, minute, tzinfo=TZ)


def item(number: int, kind: str, start: datetime, minutes: int, **more: object) -> Item:
    end = start + timedelta(minutes=minutes)
    interactive = kind in ("talk", "demo", "tour", "hands_on")
    return Item(number, kind, f"{kind} {number}", start, end, interactive, **more)


NEEDS = (
    Need(1, "talk", "person", role="host"),
    Need(2, "talk", "room", seats=True),
    Need(3, "talk", "person", role="interpreter", guests_language=True, weight=200),
    Need(4, "tour", "person", role="guide", skill_kind="guiding", level=3, certified=True),
    Need(5, "tour", "showroom", seats=True),
    Need(6, "meal", "person", role="host", optional=True),
)
TIMINGS = (
    Timing("meal", time(11, 30), time(14)),
    Timing("tour", after=("opening",)),
    Timing("transfer", keeps_order=True),
)
PEOPLE = (
    Person(HOST, "陈雨桐", frozenset({"host"})),
    Person(GUIDE, "黄静", frozenset({"guide"}), (Skill("guiding", 3, at(0, day=31).date()),)),
    Person(INTERPRETER, "韩雪", frozenset({"interpreter"}), (), ("zh", "de")),
    Person(ENGLISH, "许诺", frozenset({"interpreter"}), (), ("zh", "en")),
)
THINGS = (
    Thing(HALL, "room", "一号会议室", 20, building="主楼"),
    Thing(SHOWROOM, "showroom", "储能展厅", 20, building="二号楼"),
    Thing(SMALL, "room", "三号会议室", 4, building="主楼"),
)
ITEMS = (
    item(1, "talk", at(10), 60),
    item(2, "meal", at(12), 60),
    item(3, "tour", at(13, 30), 45),
)
STAY = Stay(7, "RC-2026-0461", 1, 5, at(9, 30), at(17), ("de",), None, ITEMS)
FACTS = Facts((STAY,), NEEDS, TIMINGS, PEOPLE, THINGS, Limits(TZ, NOW))


def with_items(*items: Item, **changes: object) -> Facts:
    return replace(FACTS, stays=(replace(STAY, items=items, **changes),))


def with_person(facts: Facts, person: int, **changes: object) -> Facts:
    people = tuple(replace(one, **changes) if one.id == person else one for one in facts.people)
    return replace(facts, people=people)


def with_thing(facts: Facts, thing: int, **changes: object) -> Facts:
    things = tuple(replace(one, **changes) if one.id == thing else one for one in facts.things)
    return replace(facts, things=things)
