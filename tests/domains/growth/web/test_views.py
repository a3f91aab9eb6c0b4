from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.domains.visits.world import MONDAY, approved, ended, weeks_later
from tests.queries import assert_costs_the_same

from yingke.domains.customers import services as customers
from yingke.domains.growth import services
from yingke.domains.growth.models import FollowUp, Step
from yingke.foundation.journal import queries as journal
from yingke.foundation.kernel import clock


def url(follow_up):
    return reverse("growth:detail", args=[follow_up.visit_id])


def step_url(follow_up, kind, verb="finish"):
    step = Step.objects.filter(follow_up=follow_up, kind=kind).last()
    return reverse(f"growth:{verb}-step", args=[step.pk])


def conclude_url(follow_up):
    return reverse("growth:close", args=[follow_up.visit_id])


def test_the_responsible_person_drives_it_to_its_end(client, world, follow_up):
    client.force_login(follow_up.owner)
    assert client.get(url(follow_up)).text.count("moment-late") == 2
    upload = SimpleUploadedFile("draft.txt", "方案初稿".encode())
    fields = {"note": "已发送", "file": upload}
    sent = client.post(step_url(follow_up, "draft"), fields, follow=True)
    assert sent.redirect_chain == [(url(follow_up), 302)]
    assert "draft.txt" in sent.text
    client.post(step_url(follow_up, "second_talk"), {"note": "谈了价格"})
    client.post(step_url(follow_up, "sync", "skip"), {"reason": "客户休假"})
    assert "客户休假" in client.get(url(follow_up)).text
    fields = {"version": "1", "outcome": "landed", "reason": "签了框架协议"}
    page = client.post(conclude_url(follow_up), fields, follow=True)
    assert "签了框架协议" in page.text
    assert "/finish/" not in page.text
    assert FollowUp.objects.get(pk=follow_up.pk).outcome == "landed"


def test_a_weekly_update_says_that_the_customer_hears_enough_already(client, world, follow_up):
    client.force_login(follow_up.owner)
    for kind in ("draft", "second_talk"):
        client.post(step_url(follow_up, kind), {"note": "已完成"})
    assert "可以跳过" not in client.get(step_url(follow_up, "sync", "skip")).text
    for _number in range(3):
        customers.save_interaction(
            actor=None, account_id=follow_up.visit.account_id, held_at=clock.now()
        )
    assert "可以跳过" in client.get(step_url(follow_up, "sync", "skip")).text


def test_a_form_with_mistakes_comes_back(client, world, follow_up):
    client.force_login(follow_up.owner)
    assert client.post(step_url(follow_up, "draft"), {"note": ""}).status_code == 422
    fake = SimpleUploadedFile("draft.pdf", b"not a pdf at all")
    answer = client.post(step_url(follow_up, "draft"), {"note": "已发送", "file": fake})
    assert answer.status_code == 422
    assert "已发送" in answer.text
    assert Step.objects.get(follow_up=follow_up, kind="draft").done_at is None
    wrong = {"version": "1", "outcome": "won", "reason": "好"}
    assert client.post(conclude_url(follow_up), wrong).status_code == 422
    stale = {"version": "9", "outcome": "landed", "reason": "好"}
    assert client.post(conclude_url(follow_up), stale).status_code == 422


def test_the_draft_cannot_be_left_out(client, world, follow_up):
    client.force_login(follow_up.owner)
    assert client.get(step_url(follow_up, "draft", "skip")).status_code == 404


def test_who_takes_part_reads_it_and_a_stranger_finds_nothing(client, world, follow_up):
    client.force_login(world.expert)
    page = client.get(url(follow_up))
    assert page.status_code == 200
    assert "/finish/" not in page.text
    assert client.post(step_url(follow_up, "draft"), {"note": "好"}).status_code == 403
    addresses = (url(follow_up), step_url(follow_up, "draft"), conclude_url(follow_up))
    for person in (world.colleague, world.stranger):
        client.force_login(person)
        assert [client.get(address).status_code for address in addresses] == [404, 404, 404]


def test_before_the_end_the_page_says_when_it_opens(client, world):
    with clock.at(MONDAY):
        visit = approved(world)
    client.force_login(world.host)
    page = client.get(reverse("growth:detail", args=[visit.pk]))
    assert page.status_code == 200
    assert 'class="empty-title"' in page.text


def test_the_list_costs_the_same_for_one_row_and_for_three(client, world, follow_up):
    client.force_login(world.coordinator)

    def add_row(number):
        if number == 0:
            return follow_up
        weeks = number * 2
        with clock.at(MONDAY + timedelta(weeks=weeks)):
            visit = ended(world, **weeks_later(weeks))
            return services.open_follow_up(visit_id=visit.pk)

    page = assert_costs_the_same(client, reverse("growth:list"), add_row)
    assert page.count("<tr") == 4


def test_the_list_shows_only_what_one_may_see_and_is_narrowed(client, world, follow_up):
    address = reverse("growth:list")
    client.force_login(world.colleague)
    assert "高层来访" not in client.get(address).text
    client.force_login(follow_up.owner)
    assert "高层来访" in client.get(address, {"which": "late", "outcome": "open"}).text
    assert "高层来访" not in client.get(address, {"outcome": "landed"}).text
    assert "高层来访" not in client.get(address, {"q": "没有这个"}).text


def test_its_facts_read_as_sentences(client, world, follow_up):
    client.force_login(follow_up.owner)
    client.post(step_url(follow_up, "draft"), {"note": "已发送"})
    client.post(step_url(follow_up, "second_talk"), {"note": "谈了"})
    client.post(step_url(follow_up, "sync", "skip"), {"reason": "休假"})
    fields = {"version": "1", "outcome": "terminated", "reason": "预算取消"}
    client.post(conclude_url(follow_up), fields)
    entries = journal.about("visits.visit", follow_up.visit_id).filter(kind__startswith="growth.")
    assert all(journal.describe(entry) != entry.kind for entry in entries)
    assert len(entries) == 5
