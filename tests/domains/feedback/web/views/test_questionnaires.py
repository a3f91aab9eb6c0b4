"""The pages of the feedback form, for an administrator and for others."""

import ast
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories.identity import make_user

import yingke
from yingke.domains.feedback import queries
from yingke.domains.feedback.models import Questionnaire
from yingke.domains.feedback.rules.questionnaire import Fault
from yingke.domains.feedback.services import questionnaires
from yingke.domains.feedback.services.questionnaires import QuestionFields
from yingke.domains.feedback.web import messages

pytestmark = pytest.mark.django_db
LIST = "/settings/feedback/"
SENT = {
    "name": "接机",
    "name_en": "Pick-up",
    "party": "guest",
    "kind": "rating",
    "best": "5",
    "weight": "2",
    "required": "on",
}


@pytest.fixture
def admin():
    return make_user(name="系统管理员", name_en="Admin", roles=("admin",), language="en")


@pytest.fixture
def browser(client, admin):
    client.force_login(admin)
    return client


@pytest.fixture
def draft(admin):
    return questionnaires.draft_form(actor=admin)


def cost(browser, page):
    browser.get(page)
    with CaptureQueriesContext(connection) as asked:
        browser.get(page)
    return len(asked)


def test_a_form_is_drafted_edited_and_published(browser):
    answer = browser.post(f"{LIST}draft/")
    draft = Questionnaire.objects.get(state="draft")
    page = f"{LIST}{draft.pk}/"
    assert answer["Location"] == page
    assert browser.post(f"{page}add/", SENT).status_code == 302
    row = draft.questions.get(code="pick_up")
    browser.post(f"/settings/feedback-questions/{row.pk}/move/", {"to": "up"})
    first = draft.questions.first()
    browser.post(f"/settings/feedback-questions/{first.pk}/remove/")
    draft.refresh_from_db()
    sent = {"version": draft.revision, "note": "加问接机"}
    htmx = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{page}"}
    answer = browser.post(f"{page}publish/", sent, headers=htmx)
    assert answer["HX-Redirect"] == page  # its head changes too
    assert queries.in_force() == draft
    shown = browser.get(page).content.decode()
    assert "Compared with version 1" in shown
    assert "published version 2 of the feedback form" in shown
    assert "Guests · Rating 0–5 · weight 2" in shown
    assert "加问接机" in browser.get(LIST).content.decode()
    assert browser.get(f"/settings/feedback-questions/{row.pk}/").status_code == 404


def test_the_list_and_a_version_cost_the_same_with_more_rows(browser, admin, draft):
    page = f"{LIST}{draft.pk}/"
    before = cost(browser, LIST), cost(browser, page)
    for _number in range(3):
        questionnaires.add_question(
            actor=admin, questionnaire_id=draft.pk, fields=QuestionFields(name="问")
        )
    Questionnaire.objects.filter(pk=draft.pk).update(number=9)
    for number in (3, 4):
        moment = f"2030-01-0{number}T00:00Z"
        Questionnaire.objects.create(number=number, state="published", in_force_from=moment)
    assert (cost(browser, LIST), cost(browser, page)) == before


def test_a_faulty_draft_says_why_and_is_not_published(browser, draft):
    draft.questions.update(weight=0)
    sentence = "No score could be calculated"
    assert sentence in browser.get(f"{LIST}{draft.pk}/").content.decode()
    answer = browser.post(f"{LIST}{draft.pk}/publish/", {"version": draft.revision, "note": "试"})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_two_editors_see_both_states_and_a_second_save_wins(browser, admin, draft):
    row = draft.questions.first()
    questionnaires.change_question(
        actor=admin, question_id=row.pk, version=1, fields=QuestionFields(name="先到")
    )
    page = f"/settings/feedback-questions/{row.pk}/"
    answer = browser.post(page, {**SENT, "version": 1})
    assert answer.status_code == 422
    assert ("先到", "接机") in [(one.stored, one.typed) for one in answer.context["form"].clash]
    again = {**SENT, "version": answer.context["form"]["version"].value()}
    assert browser.post(page, again).status_code == 302
    row.refresh_from_db()
    assert row.name == "接机"


@pytest.mark.parametrize(
    ("changes", "field"), [({"name": ""}, "name"), ({"best": "7"}, "best"), ({"kind": "x"}, "kind")]
)
def test_a_wrong_question_comes_back_with_a_sentence_at_its_field(browser, draft, changes, field):
    answer = browser.post(f"{LIST}{draft.pk}/add/", {**SENT, **changes})
    assert answer.status_code == 422
    assert answer.context["form"].errors[field]


def test_a_draft_is_thrown_away_and_what_is_in_force_is_not_taken_back(browser, draft):
    held = queries.in_force()
    assert browser.post(f"{LIST}{held.pk}/discard/").status_code == 404
    answer = browser.post(f"{LIST}{held.pk}/revert/", headers={"HX-Request": "true"})
    assert answer.status_code == 409
    browser.post(f"{LIST}{draft.pk}/discard/")
    assert not Questionnaire.objects.filter(pk=draft.pk).exists()


def test_to_everybody_else_the_pages_are_not_there(draft):
    client = Client()
    client.force_login(make_user(roles=("host",)))
    row = draft.questions.first()
    pages = [LIST, f"{LIST}{draft.pk}/", f"/settings/feedback-questions/{row.pk}/"]
    assert [client.get(page).status_code for page in pages] == [404] * 3
    assert client.post(f"{LIST}draft/").status_code == 404


def called_with(name: str) -> set[str]:
    """The first argument of every call of this name in the rules and services of feedback."""
    home = Path(yingke.__file__).parent / "domains" / "feedback"
    files = [*(home / "rules").glob("*.py"), *(home / "services").glob("*.py")]
    return {
        str(call.args[0].value)
        for file in files
        for call in ast.walk(ast.parse(file.read_text()))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == name
    }


def test_every_fault_has_its_sentence():
    params = {"number": 1, "code": "x", "name": "x", "best": 7}
    for code in called_with("Fault"):
        assert messages.fault_words(Fault(code, params))
