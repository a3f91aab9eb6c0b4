"""The pages of visit types and questions, for an administrator and for others."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.domains.visits import world as w
from tests.factories.identity import make_user
from tests.factories.visits import make_visit

from yingke.domains.procedures.models import RequestField, VisitType
from yingke.domains.procedures.rules.request_form import Wording
from yingke.domains.procedures.services import request_form, visit_types
from yingke.domains.procedures.services.visit_types import TypeFields
from yingke.foundation.kernel import clock

pytestmark = pytest.mark.django_db
LIST = "/settings/visit-types/"


@pytest.fixture
def admin():
    return make_user(name="系统管理员", name_en="Admin", roles=("admin",), language="en")


@pytest.fixture
def browser(client, admin):
    client.force_login(admin)
    return client


def question(**changes):
    values = {"name": "记者随行", "name_en": "Press comes", "kind": "yes_no", "options": ""}
    return {**values, **changes}


def current(code):
    return RequestField.objects.get(code=code, until=None)


def test_the_list_shows_the_types_and_how_much_each_asks(browser):
    shown = browser.get(LIST).content.decode()
    assert "Technical exchange" in shown
    assert "2 questions" in shown
    assert "All visit types" in shown
    assert LIST in browser.get("/settings/").content.decode()


def cost(browser, page):
    browser.get(page)
    with CaptureQueriesContext(connection) as asked:
        browser.get(page)
    return len(asked)


def test_the_list_costs_the_same_with_more_types(browser, admin):
    before = cost(browser, LIST)
    for number in range(3):
        visit_types.add_type(actor=admin, code=f"type_{number}", fields=TypeFields(name="类型"))
    assert cost(browser, LIST) == before


def test_a_type_costs_the_same_with_one_question_and_with_three(browser, admin):
    talks = VisitType.objects.get(code="talks")
    counts = []
    for more in (1, 2):
        for number in range(more):
            request_form.add_field(
                actor=admin, visit_type_id=talks.pk, wording=Wording(name=f"问题 {number}")
            )
        counts.append(cost(browser, reverse("procedures:type", args=[talks.pk])))
    assert counts[0] == counts[1]


def test_a_type_is_added_and_described(browser):
    sent = {"code": "press", "name": "媒体探访", "name_en": "Press visit"}
    answer = browser.post(f"{LIST}add/", sent)
    row = VisitType.objects.get(code="press")
    assert (answer.status_code, answer["Location"]) == (302, f"{LIST}{row.pk}/")
    browser.post(
        f"{LIST}{row.pk}/edit/", {"name": "媒体", "name_en": "Press", "version": row.version}
    )
    row.refresh_from_db()
    assert (row.name, row.version) == ("媒体", 2)
    assert "changed the visit type “Press”" in browser.get(f"{LIST}{row.pk}/").content.decode()


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"code": "talks"}, "code"), ({"code": "Press Tour"}, "code"), ({"name": ""}, "name")],
)
def test_a_wrong_type_comes_back_with_a_sentence_at_its_field(browser, changes, field):
    sent = {"code": "press", "name": "媒体探访", **changes}
    answer = browser.post(f"{LIST}add/", sent)
    assert answer.status_code == 422
    assert answer.context["form"].errors[field]


def test_a_type_is_retired_offered_and_moved(browser):
    row = VisitType.objects.get(code="tour")
    browser.post(f"{LIST}{row.pk}/retire/")
    assert not VisitType.objects.get(pk=row.pk).active
    assert "Reactivate" in browser.get(f"{LIST}{row.pk}/").content.decode()
    browser.post(f"{LIST}{row.pk}/offer/")
    browser.post(f"{LIST}{row.pk}/move/", {"to": "up"})
    assert VisitType.objects.first() == row


def test_the_last_type_is_not_retired_and_the_page_says_why(browser):
    VisitType.objects.exclude(code="tour").update(active=False)
    row = VisitType.objects.get(code="tour")
    answer = browser.post(f"{LIST}{row.pk}/retire/", headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert json.loads(answer["HX-Trigger"])["toast"]["text"].startswith(
        "At least one visit type must"
    )


def test_a_question_is_added_for_one_type_and_for_all(browser):
    talks = VisitType.objects.get(code="talks")
    browser.post(f"{LIST}{talks.pk}/add/", question())
    browser.post(f"{LIST}common/add/", question(name_en="Budget", kind="number"))
    assert current("press_comes").visit_type == talks
    assert current("budget").visit_type is None
    assert "Press comes" in browser.get(f"{LIST}{talks.pk}/").content.decode()
    assert "Budget" in browser.get(f"{LIST}common/").content.decode()


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"kind": "choice", "options": "一 | One"}, "options", "at least two options"),
        ({"kind": "choices", "options": "一\n一"}, "options", "is listed twice"),
        ({"required": "on", "hidden_from_requester": "on"}, "required", "can't be required"),
        ({"name": ""}, "name", "required"),
        ({"code": "photos"}, "code", "is already in use"),
    ],
)
def test_a_question_that_makes_no_sense_comes_back(browser, changes, field, sentence):
    answer = browser.post(f"{LIST}common/add/", question(**changes))
    assert answer.status_code == 422
    assert sentence in answer.context["form"].errors[field][0]


def test_a_question_is_reworded_and_the_old_address_leads_to_the_new_words(browser):
    old = current("photos")
    sent = question(name="允许拍照录像", name_en="Photos and films", version=old.pk)
    assert browser.post(f"/settings/questions/{old.pk}/", sent).status_code == 302
    again = browser.get(f"/settings/questions/{old.pk}/")
    assert again.context["form"].initial["version"] == current("photos").pk
    assert "Photos and films" in again.content.decode()


def test_two_editors_see_both_states_and_a_second_save_wins(browser, admin):
    old = current("photos")
    request_form.change_field(
        actor=admin, field_id=old.pk, version=old.pk, wording=Wording(name="拍照", kind="yes_no")
    )
    sent = question(name="录像", name_en="", version=old.pk)
    answer = browser.post(f"/settings/questions/{old.pk}/", sent)
    assert answer.status_code == 422
    assert [(row.stored, row.typed) for row in answer.context["form"].clash] == [("拍照", "录像")]
    sent["version"] = answer.context["form"]["version"].value()
    assert browser.post(f"/settings/questions/{old.pk}/", sent).status_code == 302
    assert current("photos").name == "录像"


def test_a_question_is_moved_and_retired(browser):
    row = current("photos")
    browser.post(f"/settings/questions/{row.pk}/move/", {"to": "up"})
    assert RequestField.objects.filter(visit_type=None)[1].code == "photos"
    browser.post(f"/settings/questions/{row.pk}/retire/")
    shown = browser.get(f"{LIST}common/").content.decode()
    assert "Retired questions" in shown
    assert browser.get(f"/settings/questions/{row.pk}/").status_code == 404


def test_an_answer_to_a_retired_question_stays_on_the_page_of_its_visit(world, admin, client):
    visit = make_visit(world, "submitted", answers={"hotel_nights": 0})
    row = current("hotel_nights")
    with clock.at(w.MONDAY + timedelta(hours=1)):
        request_form.retire_field(actor=admin, field_id=row.pk, version=row.pk)
    client.force_login(world.coordinator)
    shown = client.get(reverse("visits:detail", args=[visit.pk])).content.decode()
    assert "需要酒店（晚）" in shown
    edited = client.get(reverse("visits:edit", args=[visit.pk])).content.decode()
    assert "需要酒店（晚）" in edited


def test_a_draft_of_a_retired_type_can_still_be_written(world, admin, client):
    visit = make_visit(world, "draft")
    visit_types.retire_type(actor=admin, visit_type_id=visit.visit_type_id)
    client.force_login(world.requester)
    form = client.get(reverse("visits:edit", args=[visit.pk])).context["form"]
    assert str(visit.visit_type_id) in [str(pk) for pk, _label in form.fields["visit_type"].choices]
    new = client.get(reverse("visits:new")).context["form"]
    assert visit.visit_type_id not in [pk for pk, _label in new.fields["visit_type"].choices]


def test_to_everybody_else_the_pages_are_not_there():
    row, kind = current("photos"), VisitType.objects.get(code="tour")
    pages = [
        LIST,
        f"{LIST}add/",
        f"{LIST}common/",
        f"{LIST}{kind.pk}/",
        f"{LIST}{kind.pk}/edit/",
        f"/settings/questions/{row.pk}/",
    ]
    client = Client()
    client.force_login(make_user(roles=("coordinator",)))
    assert [client.get(page).status_code for page in pages] == [404] * len(pages)
    assert client.post(f"{LIST}{kind.pk}/retire/").status_code == 404
