"""The pages of approval chains, for an administrator and for others."""

import pytest
from tests.factories.identity import make_user
from tests.queries import assert_costs_the_same

from yingke.domains.procedures.models import ApprovalChain
from yingke.domains.procedures.services import chains
from yingke.domains.procedures.services.chains import ChainFields

pytestmark = pytest.mark.django_db
LIST = "/settings/approval-chains/"
STEP = {
    "name": "财务审批",
    "name_en": "Finance",
    "position": "2",
    "approver": "role",
    "role": "finance",
    "quorum": "all",
    "hours": "4",
    "escalate_to": "manager",
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
    general = ApprovalChain.objects.get(code="request")
    return chains.draft_version(actor=admin, chain_id=general.pk)


def page_of(chain):
    return f"{LIST}{chain.pk}/"


def test_a_company_begins_with_one_approval_two_at_short_notice_and_one_for_the_plan(browser):
    shown = browser.get(LIST).text
    for words in ("Visit request · All other cases", "Short notice", "Visit plan · All other"):
        assert words in shown
    urgent = ApprovalChain.objects.get(code="request-urgent")
    shown = browser.get(page_of(urgent)).text
    assert "Anyone who may approve short notice · 4 working hours, then Manager" in shown
    assert shown.count("In parallel") == 2


def test_a_chain_is_drafted_compared_and_published(browser, draft):
    add = f"{page_of(draft)}steps/add/"
    assert browser.post(add, STEP).status_code == 302
    shown = browser.get(page_of(draft)).text
    assert "2 · Finance" in shown
    assert "Finance, all of them · 4 working hours, then Manager" in shown
    assert "Ready to publish" in shown
    compared = browser.get(f"{page_of(draft)}changes/").text
    assert "Version 2 compared with version 1" in compared
    draft.refresh_from_db()
    send = {"version": draft.revision, "note": "财务会签"}
    assert browser.post(f"{page_of(draft)}publish/", send).status_code == 302
    draft.refresh_from_db()
    assert draft.state == "published"


def test_a_faulty_draft_says_what_is_wrong_and_is_not_published(browser, draft):
    step = draft.steps.get()
    assert browser.post(f"{LIST}steps/{step.pk}/remove/").status_code == 302
    assert "The chain has no steps." in browser.get(page_of(draft)).text
    draft.refresh_from_db()
    refused = browser.post(f"{page_of(draft)}publish/", {"version": draft.revision, "note": "试"})
    assert (refused.status_code, "The chain has no steps." in refused.text) == (422, True)


@pytest.mark.parametrize(
    ("missing", "sentence"), [("role", "Choose a role."), ("person", "Choose a person.")]
)
def test_a_step_for_a_role_or_person_names_it(browser, draft, missing, sentence):
    answer = browser.post(f"{page_of(draft)}steps/add/", STEP | {"approver": missing, "role": ""})
    assert (answer.status_code, sentence in answer.text) == (422, True)


def test_a_chain_for_some_requests_is_started_and_retired(browser, admin):
    about = {
        "occasion": "request",
        "code": "key",
        "name": "重点客户",
        "tier": "strategic",
        "amount_from": "50000",
        "urgency": "",
    }
    assert browser.post(f"{LIST}start/", about).status_code == 302
    key = ApprovalChain.objects.get(code="key")
    assert "Visit request · Strategic core · from CNY 50,000" in browser.get(LIST).text
    chains.publish(actor=admin, chain_id=key.pk, version=key.revision)
    assert browser.post(f"{page_of(key)}retire/").status_code == 302
    key.refresh_from_db()
    assert key.state == "retired"


def test_the_general_chain_stays(browser):
    general = ApprovalChain.objects.get(code="request")
    browser.post(f"{page_of(general)}retire/")
    general.refresh_from_db()
    assert general.state == "published"


def test_the_list_takes_the_same_number_of_queries_however_long(browser, admin):
    def add(number):
        fields = ChainFields(name=f"链 {number}", tier="key")
        chains.start_chain(actor=admin, code=f"c{number}", occasion="plan", fields=fields)

    assert_costs_the_same(browser, LIST, add)


def test_others_do_not_find_the_pages(client, draft):
    client.force_login(make_user(roles=("coordinator",)))
    for address in (LIST, page_of(draft), f"{page_of(draft)}publish/"):
        assert client.get(address).status_code == 404
