"""The pages of an import, for its importer, for a colleague and for a stranger."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.factories.identity import make_user

from yingke.domains.customers.models import Account
from yingke.foundation.imports import services, undoing, working
from yingke.foundation.imports.models import Import
from yingke.foundation.ui.live import HEADER

pytestmark = pytest.mark.django_db
TEXT = "编号,全称,部门,等级\nK-1,甲公司,key,A\nK-2,,key,B\n"


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def browser(user):
    return client_of(user)


@pytest.fixture
def page(browser, unit):
    """The address of an import whose columns are to be matched."""
    file = SimpleUploadedFile("客户.csv", TEXT.encode())
    return browser.post("/customers/import/", {"file": file}).url


def state_of(page):
    return Import.objects.get(pk=page.split("/")[-2]).state


def checked(browser, page, **more):
    sent = {"column": ["number", "name", "department", ""], **more}
    assert browser.post(f"{page}check/", sent).status_code == 302
    working.check(import_id=int(page.split("/")[-2]))


def test_a_column_that_may_be_several_fields_is_asked_about(browser, page):
    shown = browser.get(page)
    assert [one.match.reason for one in shown.context["columns"]][:3] == ["named"] * 3
    assert 'value="number" selected' in shown.text


def test_the_bad_rows_are_shown_by_cause_and_mended_on_the_page(browser, page):
    checked(browser, page, remember="1")
    shown = browser.get(page)
    assert [(group["title"], group["count"]) for group in shown.context["groups"]] == [
        ("全称 · 未填", 1)
    ]
    assert "disabled" in shown.text
    marked = browser.get(f"{page}marked/").content.decode("utf-8-sig").splitlines()
    assert marked[0].endswith(",问题")
    assert marked[2].startswith("K-2,,key,B,全称: ")
    sent = {"line": "3", "field": "name", "value": "乙公司"}
    assert browser.post(f"{page}mend/", sent).status_code == 302
    assert state_of(page) == "checking"
    working.check(import_id=int(page.split("/")[-2]))
    assert browser.get(page).context["is_ready"]
    browser.post(f"{page}write/")
    assert browser.get(page).context["pace"].rate == 0
    working.write(import_id=int(page.split("/")[-2]))
    assert Account.objects.count() == 2
    assert "新增 2" in browser.get("/customers/import/").text
    browser.post(f"{page}undo/")
    undoing.undo(import_id=int(page.split("/")[-2]))
    assert not Account.objects.exists()
    assert "已撤销" in browser.get(page).text


def test_an_open_page_asks_for_its_version_and_gets_304(browser, page):
    version = browser.get(page, headers={HEADER: ""}).headers[HEADER]
    assert browser.get(page, headers={HEADER: version}).status_code == 304
    checked(browser, page)
    assert browser.get(page, headers={HEADER: version}).status_code == 204


def test_what_a_rule_forbids_is_said_on_the_page(browser, page):
    sent = browser.post(f"{page}check/", {"column": ["", "name", "", ""]}, follow=True)
    assert "缺少更新的键" in sent.text
    assert browser.post(f"{page}mend/", {"line": "x"}).status_code == 404


def test_an_import_is_there_for_its_importer_and_who_manages_imports(page):
    colleague, admin = make_user(roles=["coordinator"]), make_user(roles=["admin"])
    assert client_of(colleague).get(page).status_code == 404
    assert client_of(colleague).post(f"{page}write/").status_code == 404
    assert client_of(admin).get(page).status_code == 200
    assert "客户.csv" in client_of(admin).get("/imports/").text
    assert "客户.csv" not in client_of(colleague).get("/imports/").text


def test_who_may_not_edit_has_no_import_page():
    assert client_of(make_user(roles=["guide"])).get("/hotels/import/").status_code in {403, 404}


def test_an_import_costs_as_many_queries_whatever_the_file_holds(
    browser, page, django_assert_max_num_queries
):
    checked(browser, page)
    browser.get(page)
    with django_assert_max_num_queries(14):
        browser.get(page)
    services.adopt(actor=Import.objects.get().actor, import_id=Import.objects.get().pk)
    assert state_of(page) == "checked"
