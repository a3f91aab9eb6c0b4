"""The pages of procedures, for an administrator and for others."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories.identity import make_user

from yingke.domains.procedures.models import Procedure, VisitType
from yingke.domains.procedures.queries import procedures
from yingke.domains.procedures.services import nodes, versions
from yingke.domains.procedures.services.nodes import NodeFields

pytestmark = pytest.mark.django_db
LIST = "/settings/procedures/"
NODE = {
    "name": "合影",
    "name_en": "Group photo",
    "kind": "other",
    "phase": "during",
    "step": "execution",
    "methods": ["personal"],
    "owner_role": "host",
    "starts_amount": "0",
    "starts_unit": "h",
    "starts_side": "arrival+",
    "due_amount": "30",
    "due_unit": "min",
    "due_side": "arrival+",
    "clause": "",
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
    return versions.draft_version(actor=admin, variant="normal")


def cost(browser, page):
    browser.get(page)
    with CaptureQueriesContext(connection) as asked:
        browser.get(page)
    return len(asked)


def test_the_list_shows_each_procedure_with_its_versions(browser, draft):
    shown = browser.get(LIST).content.decode()
    assert "All visit types · Normal" in shown
    assert "In force" in shown
    assert "drafted by Admin" in shown
    assert f"{LIST}{draft.pk}/" in shown


def test_the_list_costs_the_same_with_more_procedures(browser, admin):
    before = cost(browser, LIST)
    for kind in VisitType.objects.all()[:3]:
        versions.draft_version(actor=admin, variant="normal", visit_type_id=kind.pk)
    assert cost(browser, LIST) == before


def test_a_version_costs_the_same_with_more_nodes(browser, admin, draft):
    page = f"{LIST}{draft.pk}/"
    counts = []
    for more in (1, 2):
        for _number in range(more):
            nodes.add_node(actor=admin, procedure_id=draft.pk, fields=NodeFields(name="新"))
        counts.append(cost(browser, page))
    assert counts[0] == counts[1]


def test_a_version_in_force_is_shown_but_not_edited(browser):
    row = procedures.in_force("normal", None)
    shown = browser.get(f"{LIST}{row.pk}/").content.decode()
    assert "3 working days before arrival" in shown
    assert "Hotel confirmation number · Written note" in shown
    assert "/settings/nodes/" not in shown
    assert browser.get(f"/settings/nodes/{row.nodes.first().pk}/").status_code == 404
    assert browser.get(f"{LIST}{row.pk}/publish/").status_code == 404


def test_a_version_is_drafted_edited_and_published(browser):
    row = procedures.in_force("normal", None)
    answer = browser.post(f"{LIST}{row.pk}/draft/")
    draft = Procedure.objects.get(state="draft")
    assert answer["Location"] == f"{LIST}{draft.pk}/"
    assert browser.post(f"{LIST}{draft.pk}/nodes/add/?after=8", NODE).status_code == 302
    assert draft.nodes.get(number=9).due == "arrival+30min"
    draft.refresh_from_db()
    sent = {"version": draft.revision, "note": "客户希望合影"}
    assert browser.post(f"{LIST}{draft.pk}/publish/", sent).status_code == 302
    assert procedures.in_force("normal", None) == draft
    shown = browser.get(f"{LIST}{draft.pk}/changes/").content.decode()
    assert "9 · Group photo" in shown
    assert "Version 2 compared with version 1" in shown
    history = browser.get(f"{LIST}{draft.pk}/").content.decode()
    assert "published version 2 of the procedure" in history
    assert "客户希望合影" in browser.get(LIST).content.decode()


def test_a_page_whose_head_changes_is_drawn_anew(browser, draft):
    page = f"{LIST}{draft.pk}/"
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{page}"}
    draft.refresh_from_db()
    sent = {"version": draft.revision, "note": "客户希望合影"}
    answer = browser.post(f"{page}publish/", sent, headers=headers)
    assert (answer.status_code, answer["HX-Redirect"]) == (204, page)


def test_a_faulty_draft_says_every_fault_and_is_not_published(browser, draft):
    draft.nodes.filter(number=5).update(owner_role="wizard")
    sentence = "“资源匹配” has no owner: the role “wizard” does not exist."
    assert sentence in browser.get(f"{LIST}{draft.pk}/").content.decode()
    sent = {"version": draft.revision, "note": "试"}
    answer = browser.post(f"{LIST}{draft.pk}/publish/", sent)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_two_editors_of_a_node_see_both_states(browser, admin, draft):
    node = draft.nodes.get(number=9)
    values = {name: getattr(node, name) for name in NodeFields.__dataclass_fields__}
    nodes.change_node(
        actor=admin, node_id=node.pk, version=1, fields=NodeFields(**{**values, "name": "会谈"})
    )
    answer = browser.post(f"/settings/nodes/{node.pk}/", {**NODE, "version": 1})
    assert answer.status_code == 422
    assert ("会谈", "合影") in [(row.stored, row.typed) for row in answer.context["form"].clash]
    again = {**NODE, "version": answer.context["form"]["version"].value()}
    assert browser.post(f"/settings/nodes/{node.pk}/", again).status_code == 302
    node.refresh_from_db()
    assert node.name == "合影"


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"name": ""}, "name"), ({"due_amount": "-1"}, "due"), ({"owner_role": "x"}, "owner_role")],
)
def test_a_wrong_node_comes_back_with_a_sentence_at_its_field(browser, draft, changes, field):
    answer = browser.post(f"{LIST}{draft.pk}/nodes/add/", {**NODE, **changes})
    assert answer.status_code == 422
    assert answer.context["form"].errors[field]


def test_nodes_tasks_and_points_are_moved_added_and_taken_out(browser, draft):
    node = draft.nodes.get(number=3)
    browser.post(f"/settings/nodes/{node.pk}/move/", {"to": "up"})
    assert draft.nodes.get(number=2) == node
    due = {"due_amount": "4", "due_unit": "wd", "due_side": "arrival-"}
    sent = {"name": "电话", "name_en": "Call", "owner_role": "host", **due}
    browser.post(f"/settings/nodes/{node.pk}/tasks/add/", sent)
    task = node.tasks.get(name="电话")
    browser.post(f"/settings/tasks/{task.pk}/", {**sent, "name": "致电", "version": 1})
    browser.post(
        f"/settings/tasks/{task.pk}/checks/add/",
        {"name": "记录", "evidence": "note", "required": "on", "archive_part": "", "version": 2},
    )
    task.refresh_from_db()
    assert (task.name, task.checks[0]["name"]) == ("致电", "记录")
    assert browser.get(f"/settings/tasks/{task.pk}/checks/0/").status_code == 200
    assert browser.get(f"/settings/tasks/{task.pk}/checks/1/").status_code == 404
    browser.post(f"/settings/tasks/{task.pk}/checks/0/remove/")
    task.refresh_from_db()
    assert task.checks == []
    browser.post(f"/settings/tasks/{task.pk}/remove/")
    browser.post(f"/settings/nodes/{node.pk}/remove/")
    assert not draft.nodes.filter(pk=node.pk).exists()


def test_a_type_gets_a_procedure_of_its_own(browser):
    kind = VisitType.objects.get(code="tour")
    browser.post(f"{LIST}start/", {"visit_type": kind.pk, "variant": "urgent"})
    draft = Procedure.objects.get(visit_type=kind)
    assert (draft.variant, draft.nodes.count()) == ("urgent", 12)
    browser.post(f"{LIST}{draft.pk}/describe/", {"name": "参观", "version": draft.revision})
    draft.refresh_from_db()
    assert draft.name == "参观"
    browser.post(f"{LIST}{draft.pk}/discard/")
    assert not Procedure.objects.filter(visit_type=kind).exists()


def test_to_everybody_else_the_pages_are_not_there(draft):
    client = Client()
    client.force_login(make_user(roles=("coordinator",)))
    node = draft.nodes.first()
    pages = [
        LIST,
        f"{LIST}{draft.pk}/",
        f"{LIST}{draft.pk}/changes/",
        f"/settings/nodes/{node.pk}/",
    ]
    assert [client.get(page).status_code for page in pages] == [404] * 4
    assert client.post(f"{LIST}{draft.pk}/discard/").status_code == 404
