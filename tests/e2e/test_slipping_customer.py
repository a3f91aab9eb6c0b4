"""战略客户滑向流失预警: an alarm, a playbook, a plan to save the customer, a visit, recovery."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.installation import one

pytestmark = pytest.mark.browser

ALARM = """
    select account_id from tiering_tiermove
    where is_alarm and state = 'waiting' and before = 'strategic' order by id limit 1
"""
HEALTH = """
    select value from tiering_healthscore where account_id = %s order by month desc limit 1
"""
STEP = """
    select a.id from tiering_careaction a join tiering_playbookstep s on s.id = a.step_id
    where a.account_id = %s and s.signal = 'orders' and a.state = 'planned'
"""
LAST_ORDER = "select max(ordered_on) from commerce_order where account_id = %s"
NUMBER = "select number from customers_account where id = %s"
YESTERDAY = "select (now() at time zone 'Asia/Shanghai')::date - 1"
NIGHT = """
from yingke.domains.tiering.services import entitlements, health
entitlements.run_tonight()
health.run_tonight()
"""


@pytest.fixture
def rows(server):
    with server.installation.connect() as connection:
        connection.autocommit = True
        yield connection


def test_a_slipping_strategic_customer_is_seen_answered_and_kept(
    person, rows, server, tmp_path: Path
):
    customer = one(rows, ALARM)
    page_of = f"/customers/{customer}/"

    # the alarm stands on the customer's page and on the board, with its reason
    approver = person("approver")
    page = approver.open(page_of)
    expect(page.locator(".card-attention")).to_contain_text("层级变动待审批")
    expect(page.locator("#health")).not_to_contain_text("没有订单")  # may not see orders
    manager = person("manager")
    expect(manager.open(page_of).locator("#health")).to_contain_text(re.compile("天没有订单"))
    page = approver.open("/tiers/")
    expect(page.locator("#moves")).to_contain_text("P(仍活跃)")

    # the playbook has given somebody a step; it is done with a proof
    coordinator = person("coordinator")
    page = coordinator.open(f"/entitlements/{one(rows, STEP, customer)}/")
    page.locator("a[href$='/done/']").click()
    page.locator("#dialog [name=proof]").fill("采购负责人说二期暂停，愿意见面")
    page.locator("#dialog button[type=submit]").click()
    expect(page.locator("#dialog")).to_be_hidden()
    done = (
        "select state from tiering_careaction where account_id = %s and proof like '采购负责人%%'"
    )
    assert one(rows, done, customer) == "done"

    # a plan with two alternatives; with one it is refused at its field
    coordinator.open(f"/entitlements/save-plans/new/?account={customer}")
    coordinator.fill(account=customer, cause="二期项目暂停", at_risk="3000000")
    coordinator.fill(alternatives="分期付款")
    coordinator.page.locator("#main button.button-primary[type=submit]").last.click()
    expect(coordinator.page.locator("#main [name=alternatives]")).to_have_attribute(
        "aria-invalid", "true"
    )
    coordinator.fill(alternatives="分期付款\n联合试点")
    coordinator.send()

    # the visit starts from the customer, who is already in the form
    page = coordinator.open(page_of)
    page.locator(f"a[href='/visits/new/?account={customer}']").first.click()
    expect(page.locator("select[name=account]")).to_have_value(str(customer))

    # orders come again, by a file of the system that keeps them; the health of the night rises
    before = one(rows, HEALTH, customer)
    orders = tmp_path / "订单.csv"
    orders.write_text(
        "编号,客户,下单日期,金额\n"
        f"DD-NEW-1,{one(rows, NUMBER, customer)},{one(rows, YESTERDAY)},2600000\n",
        encoding="utf-8",
    )
    for command in (["import", "orders", str(orders)], ["manage", "shell", "-c", NIGHT]):
        result = server.installation.run(*command)
        assert result.returncode == 0, result.stdout + result.stderr
    assert one(rows, LAST_ORDER, customer) == one(rows, YESTERDAY)
    assert one(rows, HEALTH, customer) > before
    expect(manager.open(page_of).locator("#health")).to_contain_text("订单如常")

    # the plan ends with what it rescued
    plan = one(
        rows, "select id from tiering_saveplan where cause = '二期项目暂停' order by id desc"
    )
    coordinator.open(f"/entitlements/save-plans/{plan}/edit/")
    coordinator.fill(state="kept", rescued="2600000")
    coordinator.send()
    assert one(rows, "select state from tiering_saveplan where id = %s", plan) == "kept"
    for someone in (approver, coordinator, manager):
        assert (someone.complaints, someone.strangers) == ([], [])
