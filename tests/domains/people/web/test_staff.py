from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from tests.factories.identity import make_site, make_unit, make_user
from tests.factories.imports import bring
from tests.factories.people import certify, make_absence, make_skill, make_staff
from tests.objects.checks import same_queries

from yingke.domains.people import services
from yingke.domains.people.models import Absence, Skill, Staff, StaffSkill
from yingke.domains.people.web.registers import STAFF
from yingke.foundation.kernel import clock
from yingke.foundation.ui import palette

pytestmark = pytest.mark.django_db

NINE = datetime(2026, 11, 24, 1, tzinfo=UTC)


@pytest.fixture
def editor(client):
    user = make_user("统筹", roles=["coordinator"])
    client.force_login(user)
    return user


def test_the_lists_cost_the_same_for_one_row_and_for_three(client, editor):
    same_queries(client, reverse("people:list"), make_staff)
    same_queries(client, reverse("people:skills-list"), lambda name: make_skill(name=name))


def test_the_list_is_narrowed_by_skill_and_language(client, editor):
    skill = make_skill("german")
    certify(make_staff("周莉", languages=["de"]), skill)
    make_staff("高远")
    for query in ({"skill": "german"}, {"language": "de"}, {"q": "zhou"}):
        text = client.get(reverse("people:list"), query).text
        assert "周莉" in text
        assert "高远" not in text


def test_the_page_of_a_person_shows_skills_and_absences(client, editor):
    staff = make_staff("周莉", languages=["zh", "de"])
    certify(staff, make_skill(name="德语口译"), until=date(2020, 1, 1))
    make_absence(staff, clock.now() + timedelta(days=1))
    page = client.get(reverse("people:detail", args=[staff.pk]))
    assert page.context["expired"] == 1
    assert "德语口译" in page.text
    assert len(page.context["absences"]) == 1


def test_a_stranger_finds_nobody_and_a_colleague_only_reads(client):
    staff = make_staff()
    client.force_login(make_user())
    assert client.get(reverse("people:detail", args=[staff.pk])).status_code == 404
    client.force_login(make_user(roles=["host"]))
    assert client.get(reverse("people:detail", args=[staff.pk])).status_code == 200
    for name in ("edit", "history", "new-skill", "new-absence"):
        assert client.get(reverse(f"people:{name}", args=[staff.pk])).status_code == 403


def test_a_skill_is_added_and_keeps_its_code(client, editor):
    sent = {"name": "德语", "kind": "language", "code": "german", "active": "on"}
    assert client.post(reverse("people:skills-new"), sent).status_code == 302
    skill = Skill.objects.get()
    edit = reverse("people:skills-edit", args=[skill.pk])
    sent |= {"name": "德语口译", "code": "other", "version": 1}
    assert client.post(edit, sent).status_code == 302
    skill.refresh_from_db()
    assert (skill.name, skill.code) == ("德语口译", "german")


def test_staff_are_imported_by_number(client, editor):
    make_unit("研发一部", code="rd")
    make_staff("周莉", number="S77")
    text = 'number,name,department,languages\nS77,周丽,rd,zh\nS78,高远,研发一部,"中文、德语"\n'
    assert bring(STAFF, text, editor, updates=True) == 0
    found = Staff.objects.order_by("number").values_list("name", "languages", "department__code")
    assert list(found) == [("周丽", ["zh"], "rd"), ("高远", ["zh", "de"], "rd")]


def person(**fields):
    return {"name": "周莉", "number": "S77", "active": "on", "languages": ["zh"], **fields}


def test_a_person_is_added_and_a_taken_number_comes_back(client, editor):
    department = make_unit().pk
    url = reverse("people:new")
    assert client.post(url, person(department=department)).status_code == 302
    assert Staff.objects.get().languages == ["zh"]
    page = client.post(url, person(department=department, title="翻译"))
    assert list(page.context["form"].errors) == ["number"]
    assert "翻译" in page.text


def test_the_site_of_a_person_is_chosen_by_its_name(client, editor):
    south, left = make_site(name="南区工厂"), make_site(name="老厂", active=False)
    closed = make_site(name="旧仓库", active=False)
    staff = make_staff("周莉", number="S77", site=left)
    url = reverse("people:edit", args=[staff.pk])
    offered = client.get(url).context["form"].fields["site"].queryset
    assert list(offered) == [left, south]
    values = person(department=staff.department_id, version=1)
    assert client.post(url, values | {"site": closed.pk}).status_code == 422
    assert client.post(url, values | {"site": south.pk}).status_code == 302
    staff.refresh_from_db()
    assert staff.site == south


def test_two_editors_see_both_versions(client, editor):
    staff = make_staff("周莉", number="S77")
    services.save_staff(actor=None, pk=staff.pk, version=1, title="翻译")
    values = person(department=staff.department_id, title="讲解员", version=1)
    page = client.post(reverse("people:edit", args=[staff.pk]), values)
    clash = {row.typed: row.stored for row in page.context["form"].clash}
    assert clash["讲解员"] == "翻译"


def test_a_skill_is_certified_and_withdrawn(client, editor):
    staff, skill = make_staff(), make_skill()
    url = reverse("people:new-skill", args=[staff.pk])
    assert client.post(url, {"skill": skill.pk, "level": "4"}).status_code == 302
    row = StaffSkill.objects.get()
    assert row.level == 4
    withdraw = reverse("people:withdraw-skill", args=[staff.pk, row.pk])
    assert client.post(withdraw).status_code == 302
    assert not StaffSkill.objects.exists()


def test_a_guide_notes_his_own_absence_and_takes_it_back(client):
    user = make_user(roles=["guide"])
    client.force_login(user)
    staff = make_staff(user=user)
    url = reverse("people:new-absence", args=[staff.pk])
    wrong = {"kind": "leave", "starts_at": "2026-11-24T09:00", "ends_at": "2026-11-24T08:00"}
    assert list(client.post(url, wrong).context["form"].errors) == ["ends_at"]
    assert client.post(url, wrong | {"ends_at": "2026-11-24T18:00"}).status_code == 302
    absence = Absence.objects.get()
    again = client.post(url, wrong | {"ends_at": "2026-11-24T12:00"})
    assert list(again.context["form"].errors) == ["starts_at"]
    remove = reverse("people:remove-absence", args=[staff.pk, absence.pk])
    assert client.post(remove).status_code == 302
    assert not Absence.objects.exists()


@pytest.mark.parametrize("typed", ["负荷", "load", "工时", "Hours on"])
def test_the_load_is_found_by_its_name_in_either_language(typed):
    hits = dict(palette.find(make_user(), typed, pages=[]))
    assert [hit.url for group in hits.values() for hit in group] == ["/people/load/"]
