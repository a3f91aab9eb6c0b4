"""Who is asked first, and what speaks against whom."""

import pytest

from yingke.domains.visits.rules.suitability import Need, Person, Reason, judge, ranked

GUIDE = Need("guide", ("de",), certified=True)


def person(staff_id=1, **changes):
    values = {"holds_role": True, "speaks": ("zh",), "certificate": "valid", **changes}
    return Person(staff_id, f"k{staff_id}", **values)


@pytest.mark.parametrize(
    ("changes", "need", "drawbacks"),
    [
        ({}, GUIDE, []),
        ({"clash": Reason("busy", "RC-1")}, GUIDE, ["busy"]),
        ({"clash": Reason("away", "leave")}, GUIDE, ["away"]),
        ({"holds_role": False}, GUIDE, ["other_role"]),
        ({"certificate": "expired"}, GUIDE, ["expired"]),
        ({"certificate": ""}, GUIDE, ["uncertified"]),
        ({"certificate": ""}, Need("guide"), []),
        ({"certificate": ""}, Need("expert", certified=True), []),
        ({}, Need("interpreter", ("de",)), ["no_language"]),
        ({"speaks": ("de",)}, Need("interpreter", ("de",)), []),
        ({}, Need("interpreter"), []),
    ],
)
def test_a_drawback_has_its_reason(changes, need, drawbacks):
    found = judge(person(**changes), need)
    assert [one.code for one in found.drawbacks] == drawbacks
    assert found.is_suitable is not bool(drawbacks)
    assert found.is_blocked is bool({"busy", "away"} & set(drawbacks))


def test_the_best_stand_first_and_who_is_taken_last():
    people = [
        person(1, clash=Reason("busy", "RC-1"), speaks=("de",)),
        person(2, certificate="expired"),
        person(3, load=2),
        person(4, load=1),
        person(5, speaks=("de",)),
    ]
    assert [one.person.staff_id for one in ranked(people, GUIDE)] == [5, 4, 3, 2, 1]
    assert ranked(people, GUIDE)[0].merits == (Reason("speaks", "de"), Reason("certified"))


def test_an_interpreter_without_the_language_comes_after_all_who_could_do_it():
    need = Need("interpreter", ("de",), certified=True)
    people = [person(1), person(2, speaks=("de",), certificate="", holds_role=False)]
    assert [one.person.staff_id for one in ranked(people, need)] == [2, 1]
    assert [one.is_unable for one in ranked(people, need)] == [False, True]
