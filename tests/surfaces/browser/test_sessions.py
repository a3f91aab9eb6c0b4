"""A session that ends while somebody writes: what was typed stays and is sent after all."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests.domains.visits import world as w
from tests.surfaces.browser.test_presses import house, page

from yingke.domains.visits.models import AgendaItem, Visit
from yingke.foundation.identity.models import Session

__all__ = ["house", "page"]  # fixtures
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "song-ke-4417"


@pytest.fixture
def sign_in_again(page, house):
    """Sign a person in through the link of the message, in the tab that it opens."""

    def enter(person):
        person.set_password(PASSWORD)
        person.save(update_fields=["password"])
        with page.context.expect_page() as opened:
            page.locator(".toast-red a").click()
        tab = opened.value
        tab.locator("[name=login]").fill(person.email)
        tab.locator("[name=password]").fill(PASSWORD)
        with tab.expect_navigation():
            tab.locator("form:has([name=password]) button[type=submit]").click()
        return tab

    return enter


def test_a_whole_page_keeps_what_was_typed_and_sends_it_after_a_new_sign_in(
    page, house, sign_in_again
):
    page.goto("/visits/new/")
    page.locator("[name=title]").fill("写了很久的申请")
    Session.objects.all().delete()
    page.locator("button[name=then][value=draft]").click()
    message = page.locator(".toast-red")
    expect(message).to_have_count(1)

    sign_in_again(house.coordinator)
    with page.expect_response(lambda answer: answer.request.method == "POST") as answer:
        page.locator("button[name=then][value=draft]").click()
    assert answer.value.status == 422  # the form speaks: a request needs more than a title
    expect(page.locator("[name=title]")).to_have_value("写了很久的申请")
    expect(message).to_have_count(0)


def test_a_whole_page_is_not_sent_in_the_name_of_somebody_else(page, house, sign_in_again):
    page.goto("/visits/new/")
    page.locator("[name=title]").fill("写了很久的申请")
    Session.objects.all().delete()
    page.locator("button[name=then][value=draft]").click()
    first = page.locator(".toast-red").text_content()

    tab = sign_in_again(house.host)
    page.locator("button[name=then][value=draft]").click()
    message = page.locator(".toast-red")
    expect(message).not_to_have_text(first)
    expect(page.locator("[name=title]")).to_have_value("写了很久的申请")
    tab.goto("/visits/new/")
    expect(tab.locator("[name=title]")).to_have_value("")
    assert not Visit.objects.filter(title="写了很久的申请").exists()


def test_a_dialog_is_sent_after_a_new_sign_in(page, house, sign_in_again):
    visit = w.approved(house, title="会话")
    page.goto(f"/visits/{visit.pk}/")
    page.locator(f"a[href='/visits/{visit.pk}/agenda/add/']").first.click()
    dialog = page.locator("#dialog")
    dialog.locator("[name=name]").fill("欢迎")
    Session.objects.all().delete()
    dialog.locator("button[type=submit]").click()
    message = page.locator(".toast-red")
    expect(message).to_have_count(1)

    sign_in_again(house.coordinator)
    page.bring_to_front()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(message).to_have_count(0)
    dialog.locator("button[type=submit]").click()
    expect(dialog).to_be_hidden()
    assert AgendaItem.objects.get(visit=visit).name == "欢迎"
