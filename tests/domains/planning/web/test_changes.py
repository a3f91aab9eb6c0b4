"""The pages of a change: report, answers, decision, delivery, list and entries."""

import pytest
from django.urls import reverse
from tests.factories.identity import make_user
from tests.queries import assert_costs_the_same

from yingke.domains.planning import palette
from yingke.domains.planning.models import ChangeRequest
from yingke.domains.planning.services import answering, changes
from yingke.domains.planning.terms import ChangeState
from yingke.domains.visits import registers
from yingke.foundation.policy import services as policy
from yingke.foundation.ui.panels import notes_on


@pytest.fixture
def reported(scene, world):
    """A function that reports a change and has it answered."""

    def report(text="航班延误60分钟") -> ChangeRequest:
        change = changes.report(actor=world.expert, visit_id=scene.visit.pk, text=text)
        answering.answer(change_id=change.pk)
        change.refresh_from_db()
        return change

    return report


@pytest.fixture
def host(world, signed_in):
    return signed_in(world.host)


def url_of(change, name="change"):
    return reverse(f"planning:{name}", args=[change.pk])


def notes(user, visit):
    (source,) = [one for one in registers.attention if one.code == "changes"]
    return [(note.tone, note.title) for _visit, note in notes_on([source], user, [visit])]


def test_a_sentence_is_read_while_it_is_typed(host, scene):
    url = reverse("planning:report-read", args=[scene.visit.pk])
    page = host.get(url, {"text": "LH728航班延误50分钟"})
    assert page.context["chips"] == ["晚到 · 50 分钟", "LH728", "到访 09:30 → 10:20"]
    assert "未能理解" in host.get(url, {"text": "客户带了样品"}).text


def test_a_report_leads_to_its_page_and_mistakes_stand_at_their_fields(host, scene):
    url = reverse("planning:report", args=[scene.visit.pk])
    wrong = host.post(url, {"kind": "late"})
    assert wrong.status_code == 422
    assert wrong.context["form"].errors == {"minutes": ["请补充此项。"]}
    unclear = host.post(url, {"text": "航班延误"})  # by how much is asked for
    assert 'value="late" checked' in unclear.text
    assert "请补充此项。" in unclear.text
    sent = host.post(url, {"kind": "late", "minutes": "60", "source": "林晓 短信"})
    change = ChangeRequest.objects.get()
    assert sent.url == url_of(change)
    page = host.get(sent.url)
    assert "正在出方案" in page.text
    answering.answer(change_id=change.pk)
    assert host.get(sent.url).context["found"].answers[0].label == "最少惊动"


def test_the_page_compares_each_item_and_says_what_each_person_reads(host, reported, world):
    change = reported()
    found = host.get(url_of(change), {"pick": 1}).context["found"]
    assert found.chosen.label == "整体顺延"
    assert [(row.before, row.after, row.moved) for row in found.rows] == [
        ("09:30–10:30", "10:30–11:30", "+60 分钟"),
        ("11:00–12:00", "12:00–13:00", "+60 分钟"),
        ("12:30–13:30", "13:30–14:30", "+60 分钟"),
    ]
    (told,) = found.told
    assert told.staff == world.expert.staff
    room = world.room.label
    assert told.lines[0] == f"环节 1改为 10:30–11:30（原 09:30–10:30） · {room}"
    lines = found.guest_text.splitlines()  # the guests speak German, and read English
    assert lines[0] == "We will welcome you at 10:30 (previously 09:30)."
    assert len(found.track.after) == 3


def test_confirming_undoing_and_telling_on_the_page(host, reported, world):
    change = reported()
    host.post(url_of(change, "change-confirm"), {"pick": "1", "guest_text": "改到十点半"})
    page = host.get(url_of(change))
    assert (page.context["found"].may_undo, page.context["change"].guest_text) == (
        True,
        "改到十点半",
    )
    assert [(one.name, one.state) for one in page.context["deliveries"]] == [("孙倩", "等待中")]
    host.post(url_of(change, "change-undo"))
    change.refresh_from_db()
    assert change.state == ChangeState.PROPOSED
    host.post(url_of(change, "change-confirm"), {"pick": "0"})
    host.post(url_of(change, "change-tell"))
    done = host.get(url_of(change)).context
    assert [step.state for step in done["found"].steps] == ["done"] * 4
    assert (done["found"].may_undo, done["found"].is_running) == (False, False)


def test_above_the_limit_the_button_submits_and_the_approver_decides_here(
    signed_in, reported, world
):
    admin = make_user(name="参数员", roles=("admin",))
    policy.set_value(actor=admin, code="planning.change.max_moves", value=1)
    change = reported()
    browser = signed_in(world.host)
    assert "提交审批" in browser.get(url_of(change), {"pick": 1}).text
    browser.post(url_of(change, "change-confirm"), {"pick": "1"})
    waiting = browser.get(url_of(change)).text
    assert "批准前仍按现方案执行" in waiting
    assert "批准并通知" not in waiting
    approver = signed_in(world.approver)
    assert "批准并通知" in approver.get(url_of(change)).text
    approver.post(url_of(change, "change-approve"))
    change.refresh_from_db()
    assert change.state == ChangeState.APPLIED


def test_what_waits_is_noted_for_who_decides(reported, scene, world):
    change = reported()
    assert notes(world.host, scene.visit) == [("red", "临时变更待您决定")]
    assert notes(world.expert, scene.visit) == []
    hits = palette.changes_of_plan(world.host, "临时变更", 5)
    assert [hit.url for hit in hits] == [
        url_of(change),
        reverse("planning:report", args=[scene.visit.pk]),
    ]
    assert palette.changes_of_plan(world.stranger, "临时变更", 5) == []


def test_a_change_is_reported_from_the_visit_and_the_day(host, scene):
    url = reverse("planning:report", args=[scene.visit.pk])
    type(scene.visit).objects.filter(pk=scene.visit.pk).update(state="planned")
    assert f'href="{url}"' in host.get(reverse("visits:detail", args=[scene.visit.pk])).text
    assert f'href="{url}"' in host.get(reverse("visits:day", args=[scene.visit.pk])).text


def test_a_stranger_finds_nothing(signed_in, reported, scene, world):
    change = reported()
    stranger = signed_in(world.stranger)
    assert stranger.get(url_of(change)).status_code == 404
    assert stranger.post(url_of(change, "change-confirm")).status_code == 404
    assert stranger.get(reverse("planning:report", args=[scene.visit.pk])).status_code == 404
    assert signed_in(world.expert).post(url_of(change, "change-confirm")).status_code == 403


def test_the_list_costs_the_same_however_long(host, scene, world):
    def add(number: int) -> None:
        minutes = 10 * (number + 1)
        changes.report(
            actor=world.host,
            visit_id=scene.visit.pk,
            kind="late",
            details={"minutes": minutes},
        )

    text = assert_costs_the_same(host, reverse("planning:changes"), add)
    assert "晚到 · 30 分钟" in text


def test_the_page_costs_a_fixed_number_of_queries(host, reported, django_assert_max_num_queries):
    change = reported()
    host.get(url_of(change))
    with django_assert_max_num_queries(30):
        host.get(url_of(change))
