from datetime import UTC, date, datetime, timedelta

import pytest
from tests.factories.identity import make_user
from tests.factories.people import certify, make_absence, make_skill, make_staff

from yingke.domains.people import queries, registers
from yingke.domains.people.terms import SkillLevel

pytestmark = pytest.mark.django_db

NINE = datetime(2026, 11, 24, 1, tzinfo=UTC)


def test_the_register_is_open_to_whoever_holds_a_role_and_closed_to_a_stranger():
    stranger = make_user()
    here, gone, own = (
        make_staff("在职"),
        make_staff("离职", active=False),
        make_staff("自己", user=stranger),
    )
    assert set(queries.visible_to(make_user(roles=["coordinator"]))) == {here, gone, own}
    assert set(queries.visible_to(make_user(roles=["guide"]))) == {here, own}
    assert set(queries.visible_to(stranger)) == {own}


def test_staff_are_found_by_role_and_by_sign_in():
    user = make_user(roles=["guide"])
    staff = make_staff(user=user)
    make_staff(user=make_user(roles=["host"]))
    assert list(queries.in_role("guide")) == [staff]
    assert queries.of_user(user) == staff
    assert queries.of_user(make_user()) is None


@pytest.mark.parametrize("text", ["陈雨", "chenyutong", "yu tong", "Tony", "cyt"])
def test_any_part_of_a_name_in_any_script_finds_a_person(text):
    staff = make_staff("陈雨桐", name_en="Tony Chen")
    assert queries.search(make_user(roles=["host"]), text) == [staff]
    assert queries.search(make_user(), text) == []


def test_holders_of_a_skill_are_certified_high_enough_on_the_day():
    skill, day = make_skill("german"), date(2026, 11, 24)
    good, expired, low = make_staff("甲"), make_staff("乙"), make_staff("丙")
    certify(good, skill, until=day)
    certify(expired, skill, until=day - timedelta(days=1))
    certify(low, skill, level=SkillLevel.LEARNING)
    found = queries.holders_of("german", level=SkillLevel.INDEPENDENT, on=day)
    assert list(found) == [good]


def test_who_is_free_is_told_for_many_people_at_once(django_assert_num_queries):
    away, busy, free = make_staff("甲"), make_staff("乙"), make_staff("丙")
    make_absence(away, NINE, hours=2)
    until = NINE + timedelta(hours=1)
    purposes = dict.fromkeys([7], registers.Purpose("导览", "/tours/7/")).copy
    duty = registers.Duty("tours", busy.pk, NINE, until, 7, 7, "RC-0012")
    source = registers.Duties("tours", lambda staff_ids, starts_at, ends_at: [duty], purposes)
    everybody = [away.pk, busy.pk, free.pk]
    with registers.duties.including(source), django_assert_num_queries(2):
        answers = queries.availability_of(everybody, NINE, until)
    assert {key: [c.reason for c in value.clashes] for key, value in answers.items()} == {
        away.pk: ["leave"],
        busy.pk: ["RC-0012"],
        free.pk: [],
    }


def test_who_is_busy_again_right_after_is_free_only_later():
    person = make_staff()
    make_absence(person, NINE, hours=1)
    make_absence(person, NINE + timedelta(hours=2), hours=3)
    (answer,) = queries.availability_of([person.pk], NINE, NINE + timedelta(hours=2)).values()
    assert answer.free_from == NINE + timedelta(hours=5)
    assert [clash.span.starts_at for clash in answer.clashes] == [NINE]
