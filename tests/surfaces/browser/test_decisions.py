"""An approver decides on a phone: each question in one screen, the next one after it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.domains.visits import world as w

from yingke.domains.visits.models import Approval
from yingke.domains.visits.services import plans
from yingke.domains.visits.terms import Decision
from yingke.foundation.kernel import clock

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def house() -> Iterator[w.World]:
    with clock.at(w.MONDAY):
        yield w.make_world()


@pytest.fixture
def phone(chromium: Browser, live_server, client, assets, house) -> Iterator[Page]:
    """The approver's phone."""
    client.force_login(house.approver)
    context = chromium.new_context(
        timezone_id="Asia/Shanghai", base_url=live_server.url, viewport=PHONE, has_touch=True
    )
    context.add_cookies(
        [
            {"name": name, "value": morsel.value, "url": live_server.url}
            for name, morsel in client.cookies.items()
        ]
    )
    yield context.new_page()
    context.close()


def test_an_approver_decides_on_a_plan_and_the_next_question_on_one_screen(phone, house):
    visit = w.approved(house, title="方案待批")
    w.with_agenda(house, visit)
    visit.refresh_from_db()
    plans.submit_plan(actor=house.coordinator, visit_id=visit.pk, version=visit.version)
    w.submitted(house, title="申请待批", **w.weeks_later(1))
    asked = list(Approval.objects.filter(decision=Decision.PENDING).order_by("asked_at", "pk"))

    phone.goto("/")
    waiting = phone.locator(".card-attention").first
    assert waiting.get_attribute("class").split().count("card-attention") == 1
    phone.locator(f"#home a[href='/visits/approvals/{asked[0].pk}/']").first.click()
    dialog, form = phone.locator("#dialog"), "#dialog form[action='/visits/approvals/{}/']"
    for words in ("环节 1", house.room.name, "孙倩", house.contacts[0].name):
        expect(dialog).to_contain_text(words)
    for question in asked:
        expect(phone.locator(form.format(question.pk))).to_be_visible()
        for verb in ("return", "approve"):
            box = dialog.locator(f"button[value={verb}]").bounding_box()
            assert box["y"] + box["height"] <= PHONE["height"]
            assert box["height"] >= 40
        assert phone.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
        dialog.locator("button[value=approve]").click()
    expect(dialog).to_be_hidden()
    decisions = Approval.objects.filter(pk__in=[one.pk for one in asked])
    assert set(decisions.values_list("decision", flat=True)) == {Decision.APPROVED}
    expect(phone.locator("#home a[href^='/visits/approvals/']")).to_have_count(0)
