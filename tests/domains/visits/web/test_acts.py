"""What is done to a visit in dialogs: decisions, turns, agenda, people, resources, tasks."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from tests.domains.visits import world as w
from tests.factories.visits import make_visit

from yingke.domains.customers.models import Contact
from yingke.domains.people.models import Staff
from yingke.domains.visits.models import AgendaItem
from yingke.domains.visits.services import agenda, arrival
from yingke.domains.visits.terms import Answer, ApprovalKind, NodeState, TaskState, VisitState
from yingke.domains.visits.web.forms.agenda import sealed

HTMX = {"HX-Request": "true", "HX-Target": "div#dialog"}


def url(name, *args):
    return reverse(f"visits:{name}", args=args)


def item_values(item, **changes):
    values = {
        "seen": sealed(item),
        "kind": item.kind,
        "name": item.name,
        "name_en": item.name_en,
        "starts_at": item.starts_at.astimezone(w.SHANGHAI).strftime("%Y-%m-%dT%H:%M"),
        "ends_at": item.ends_at.astimezone(w.SHANGHAI).strftime("%Y-%m-%dT%H:%M"),
        "place": item.place,
        "note": item.note,
        "interactive": "on" if item.interactive else "",
    }
    return {**values, **changes}


def test_an_approver_returns_with_a_comment_and_not_without(world, signed_in):
    visit = make_visit(world, VisitState.SUBMITTED)
    address = url("decide", visit.approvals.get().pk)
    browser = signed_in(world.approver)
    refused = browser.post(address, {"decision": "return", "comment": ""}, headers=HTMX)
    assert refused.status_code == 422
    assert "id_comment-error" in refused.content.decode()
    browser.post(address, {"decision": "return", "comment": "请补充来宾名单"})
    visit.refresh_from_db()
    assert visit.state == VisitState.RETURNED


def test_an_approval_gives_the_visit_its_procedure_and_needs_no_comment(world, signed_in):
    visit = make_visit(world, VisitState.SUBMITTED)
    address = url("decide", visit.approvals.get().pk)
    signed_in(world.approver).post(address, {"decision": "approve", "comment": ""})
    visit.refresh_from_db()
    assert (visit.state, visit.nodes.count()) == (VisitState.APPROVED, 12)
    again = signed_in(world.manager).post(address, {"decision": "approve"}, headers=HTMX)
    assert again.status_code == 422
    assert "note-red" in again.content.decode()


def test_who_asked_cannot_decide(world, signed_in):
    visit = make_visit(world, VisitState.SUBMITTED)
    address = url("decide", visit.approvals.get().pk)
    assert signed_in(world.requester).get(address).status_code == 403
    assert signed_in(world.stranger).get(address).status_code == 404


def test_a_changed_arrival_shows_both_states_to_who_was_late(world, signed_in):
    visit = make_visit(world, VisitState.PLANNED)
    seen = visit.version
    theirs = visit.arrives_at + timedelta(hours=1)
    arrival.change_arrival(
        actor=world.coordinator, visit_id=visit.pk, arrives_at=theirs, version=visit.version
    )
    answer = signed_in(world.coordinator).post(
        url("arrival", visit.pk), {"arrives_at": "2025-11-25T11:30", "version": seen}, headers=HTMX
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "2025-11-25 10:30" in text
    assert "2025-11-25 11:30" in text
    visit.refresh_from_db()
    assert visit.arrives_at == theirs
    assert f'value="{visit.version}"' in text


def test_an_item_that_ends_before_it_starts_says_so_at_the_field(world, signed_in):
    visit = make_visit(world, VisitState.PLANNED)
    item = visit.agenda.first()
    values = item_values(item, ends_at="2025-11-25T09:00", note="不要丢失这句话")
    answer = signed_in(world.coordinator).post(url("item-change", item.pk), values, headers=HTMX)
    assert answer.status_code == 422
    assert "id_ends_at-error" in answer.content.decode()
    assert "不要丢失这句话" in answer.content.decode()


def test_two_editors_of_an_item_see_both_states(world, signed_in):
    visit = make_visit(world, VisitState.PLANNED)
    item = visit.agenda.first()
    values = item_values(item, place="二楼贵宾室")
    changed = agenda.ItemFields(
        kind=item.kind,
        name="技术会谈",
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        interactive=True,
    )
    agenda.change_item(actor=world.host, item_id=item.pk, item=changed)
    browser = signed_in(world.coordinator)
    answer = browser.post(url("item-change", item.pk), values, headers=HTMX)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "技术会谈" in text
    assert "二楼贵宾室" in text
    item.refresh_from_db()
    again = {**values, "seen": sealed(item)}
    assert browser.post(url("item-change", item.pk), again).status_code == 302
    item.refresh_from_db()
    assert (item.name, item.place) == ("环节 1", "二楼贵宾室")


def test_items_come_and_go(world, signed_in):
    visit = make_visit(world, VisitState.APPROVED)
    browser = signed_in(world.coordinator)
    values = {
        "kind": "tour",
        "name": "展厅参观",
        "starts_at": "2025-11-25T13:30",
        "ends_at": "2025-11-25T14:40",
    }
    assert browser.post(url("item-add", visit.pk), values).status_code == 302
    item = visit.agenda.get()
    assert browser.post(url("item-remove", item.pk)).status_code == 302
    assert not visit.agenda.exists()


def test_a_taken_room_is_refused_with_a_sentence_that_names_the_other_booking(world, signed_in):
    make_visit(world, VisitState.PLANNED)
    other = make_visit(world, VisitState.APPROVED, title="第二批来宾")
    item = agenda.add_item(
        actor=world.coordinator,
        visit_id=other.pk,
        item=agenda.ItemFields(
            kind="talk",
            name="会谈",
            starts_at=other.arrives_at,
            ends_at=other.arrives_at + timedelta(hours=1),
        ),
    )
    browser = signed_in(world.coordinator)
    assert world.room.name in browser.get(url("resources", item.pk)).content.decode()
    answer = browser.post(url("book", item.pk), {"resource": world.room.pk}, headers=HTMX)
    assert answer.status_code == 409
    assert not item.bookings.exists()
    followed = browser.post(url("book", item.pk), {"resource": world.room.pk}, follow=True)
    assert "环节 1" in followed.content.decode()


def test_an_item_without_a_name_is_called_by_its_kind_in_both_languages(world, signed_in):
    visit = make_visit(world, VisitState.PLANNED)
    item = visit.agenda.first()
    values = item_values(item, kind="talk", name="", name_en="")
    assert signed_in(world.coordinator).post(url("item-change", item.pk), values).status_code == 302
    item.refresh_from_db()
    assert (item.name, item.name_en) == ("会谈", "Meeting")


def test_only_who_may_answer_an_invitation_is_led_to_it(world, signed_in):
    visit = make_visit(world, VisitState.PLANNED)
    item = visit.agenda.first()
    own = item.people.get(staff__user=world.expert)
    offered = {
        someone: f'href="{url("answer", own.pk)}"'
        in signed_in(someone).get(url("item", item.pk)).content.decode()
        for someone in (world.coordinator, world.expert, world.approver)
    }
    assert offered == {world.coordinator: True, world.expert: True, world.approver: False}


def test_who_suits_stands_first_and_the_others_say_why(world, signed_in):
    visit = w.approved(world)
    w.with_agenda(world, visit)
    item = visit.agenda.last()
    Contact.objects.filter(pk=world.contacts[0].pk).update(language="de")
    Staff.objects.filter(user=world.host).update(languages=["zh", "de"])
    answer = signed_in(world.coordinator).get(url("invite", item.pk), {"role": "host"})
    picks = answer.context["picks"]
    with translation.override("en"):
        suitable = [(one.staff.name, one.merits) for one in picks.suitable]
        others = {one.staff.name: one.drawbacks for one in picks.others}
    assert suitable == [("陈雨桐", ["Speaks German"]), ("局外同事", ["Free"])]
    assert others["何俊"] == ["Has another role"]
    assert others["孙倩"] == ["Has another role"]  # her own part in this item is no clash


def test_the_role_follows_from_the_item_and_a_search_keeps_who_was_chosen(world, signed_in):
    visit = w.approved(world)
    w.with_agenda(world, visit)
    tour = visit.agenda.get(kind="tour")
    browser = signed_in(world.coordinator)
    assert browser.get(url("invite", tour.pk)).context["form"]["role"].value() == "guide"
    asked = {"role": "host", "q": "没有此人", "staff": world.host.staff.pk}
    headers = {"HX-Request": "true", "HX-Target": "div#picks"}
    part = browser.get(url("invite", tour.pk), asked, headers=headers)
    picks = part.context["picks"]
    assert [(one.staff, one.checked) for one in picks.suitable] == [(world.host.staff, True)]
    assert "<form" not in part.content.decode()


def test_who_does_not_suit_is_invited_after_a_second_look(world, signed_in):
    visit = make_visit(world, VisitState.PLANNED)
    item = visit.agenda.first()
    browser = signed_in(world.coordinator)
    assert "visits/visits" in browser.get(url("invite", item.pk)).text  # styled as a page too
    sent = {"staff": world.it.staff.pk, "role": "expert"}
    refused = browser.post(url("invite", item.pk), sent)
    assert refused.status_code == 422
    assert "钱工" in refused.context["form"].errors["anyway"][0]
    assert not item.people.filter(staff=world.it.staff).exists()
    browser.post(url("invite", item.pk), {**sent, "anyway": "on"}, headers=HTMX)
    assert item.people.get(staff=world.it.staff).role == "expert"


def test_an_agenda_starts_in_one_dialog(world, signed_in):
    visit = w.approved(world)
    browser = signed_in(world.coordinator)
    page = browser.get(url("detail", visit.pk)).content.decode()
    assert url("agenda-start", visit.pk) in page
    preview = browser.get(url("agenda-start", visit.pk))
    assert [draft.label for draft in preview.context["start"].items][:2] == ["接站", "迎宾 · 签到"]
    sent = {"version": visit.version, "source": "standard"}
    answer = browser.post(url("agenda-start", visit.pk), sent, follow=True)
    assert visit.agenda.count() == 8
    # no vehicle and no showroom in this house
    html = answer.content.decode()
    assert "“接站”的车辆" in html
    assert "“展厅参观”的展厅" in html
    again = browser.post(url("agenda-start", visit.pk), sent, headers=HTMX)
    assert again.status_code == 422
    assert visit.agenda.count() == 8


def test_an_invitation_is_answered_with_a_reason_for_no(world, signed_in):
    visit = make_visit(world, VisitState.PLANNED)
    item = visit.agenda.first()
    coordinator = signed_in(world.coordinator)
    staff = world.guide.staff
    coordinator.post(url("invite", item.pk), {"staff": staff.pk, "role": "guide"})
    part = item.people.get(staff=staff)
    guide = signed_in(world.guide)
    refused = guide.post(url("answer", part.pk), {"answer": "no", "reason": ""}, headers=HTMX)
    assert refused.status_code == 422
    assert "id_reason-error" in refused.content.decode()
    guide.post(url("answer", part.pk), {"answer": "no", "reason": "当天培训"})
    part.refresh_from_db()
    assert part.answer == Answer.DECLINED
    assert signed_in(world.colleague).get(url("answer", part.pk)).status_code == 404


def test_a_node_says_what_keeps_it_open_and_closes_once_that_is_there(world, signed_in):
    visit = make_visit(world, VisitState.APPROVED)
    node = visit.nodes.get(kind="needs")
    browser = signed_in(world.coordinator)
    assert "complete/" not in browser.get(url("node", node.pk)).content.decode()
    assert browser.post(url("node-complete", node.pk), headers=HTMX).status_code == 409
    browser.post(url("node-skip", node.pk), {"reason": "老客户，上月刚调研"})
    node.refresh_from_db()
    assert node.state == NodeState.SKIPPED


def test_a_task_wants_its_evidence_before_it_is_done(world, signed_in):
    visit = make_visit(world, VisitState.APPROVED)
    task = visit.tasks.filter(checks__evidence="file").first()
    browser = signed_in(world.coordinator)
    assert browser.post(url("task-toggle", task.pk), headers=HTMX).status_code == 409
    for item in task.checks.all():
        missing = browser.post(url("check", item.pk), {"note": ""}, headers=HTMX)
        if item.evidence == "none":
            continue
        assert missing.status_code == 422
        values = {"note": "与前台确认", "upload": SimpleUploadedFile("a.txt", "回执".encode())}
        assert browser.post(url("check", item.pk), values).status_code == 302
    browser.post(url("task-complete", task.pk))
    task.refresh_from_db()
    assert task.state == TaskState.DONE


def test_a_file_in_disguise_is_refused_before_it_is_stored(world, signed_in):
    visit = make_visit(world, VisitState.APPROVED)
    item = visit.tasks.filter(checks__evidence="file").first().checks.filter(evidence="file").get()
    values = {"note": "", "upload": SimpleUploadedFile("a.pdf", b"MZ\x90\x00 not a paper")}
    answer = signed_in(world.coordinator).post(url("check", item.pk), values, headers=HTMX)
    item.refresh_from_db()
    assert answer.status_code == 422
    assert item.checked_at is None


def test_a_cancelled_visit_can_be_restored(world, signed_in):
    visit = make_visit(world, VisitState.PLANNED)
    browser = signed_in(world.coordinator)
    values = {"reason": "客户改期", "version": visit.version}
    browser.post(url("cancel", visit.pk), values)
    visit.refresh_from_db()
    assert visit.state == VisitState.CANCELLED
    browser.post(url("restore", visit.pk), {"version": visit.version})
    visit.refresh_from_db()
    assert visit.state == VisitState.PLANNED


def test_an_archive_with_gaps_is_closed_only_with_open_eyes(world, signed_in):
    visit = make_visit(world, VisitState.FOLLOW_UP)
    browser = signed_in(world.coordinator)
    refused = browser.post(url("archive", visit.pk), {}, headers=HTMX)
    assert refused.status_code == 422
    browser.post(url("archive", visit.pk), {"accept_gaps": "on"})
    visit.refresh_from_db()
    assert visit.state == VisitState.ARCHIVED


@pytest.mark.parametrize(
    "name", ["team", "arrival", "cancel", "guest-add", "task-add", "item-add", "plan-submit"]
)
def test_a_colleague_who_sees_the_visit_may_not_act_and_a_stranger_finds_nothing(
    world, signed_in, name
):
    visit = make_visit(world, VisitState.PLANNED)
    assert signed_in(world.expert).get(url(name, visit.pk)).status_code == 403
    assert signed_in(world.stranger).get(url(name, visit.pk)).status_code == 404


def test_an_item_of_an_unseen_visit_does_not_exist_for_a_stranger(world, signed_in):
    make_visit(world, VisitState.PLANNED)
    item = AgendaItem.objects.first()
    for name in ("item", "item-change", "invite", "resources"):
        assert signed_in(world.stranger).get(url(name, item.pk)).status_code == 404


def test_a_plan_is_submitted_and_approved_in_dialogs(world, signed_in):
    visit = w.approved(world)
    w.with_agenda(world, visit)
    visit.refresh_from_db()
    sent = {"version": visit.version, "reason": ""}
    answer = signed_in(world.coordinator).post(url("plan-submit", visit.pk), sent, headers=HTMX)
    assert answer.status_code == 204
    question = visit.approvals.get(kind=ApprovalKind.PLAN)
    decision = {"decision": "approve", "comment": ""}
    browser = signed_in(world.approver)
    answer = browser.post(url("decide", question.pk), decision, headers=HTMX)
    assert answer.status_code == 204
    visit.refresh_from_db()
    assert visit.state == VisitState.PLANNED
