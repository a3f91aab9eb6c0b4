"""Tasks, people and the day, one use case after the other."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.domains.visits import world as w
from tests.factories.people import make_absence

from yingke.domains.visits.models import AgendaItem, CheckItem, Task
from yingke.domains.visits.queries import sheets
from yingke.domains.visits.services import (
    agenda,
    bookings,
    day,
    guests,
    procedure,
    reception,
    staffing,
    tasks,
    team,
)
from yingke.domains.visits.terms import (
    OPEN_TASK_STATES,
    Answer,
    NodeState,
    PartRole,
    TaskState,
)
from yingke.foundation.journal import queries as journal
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation
from yingke.foundation.notifications.models import Notification

pytestmark = pytest.mark.django_db


def last_kind(visit) -> str:
    return journal.about("visits.visit", visit.pk)[0].kind


def test_a_task_is_accepted_ticked_with_evidence_and_finished(world: w.World) -> None:
    visit = w.approved(world)
    task = visit.tasks.get(name="测试设备")
    with pytest.raises(RuleViolation, match="checks_open"):
        tasks.complete(actor=world.it, task_id=task.pk)
    photo, spare = task.checks.all()
    with pytest.raises(RuleViolation, match="evidence_file_missing"):
        tasks.check_item(actor=world.it, item_id=photo.pk)
    upload = SimpleUploadedFile("test.txt", "投影正常".encode())
    tasks.check_item(actor=world.it, item_id=photo.pk, upload=upload)
    tasks.check_item(actor=world.it, item_id=spare.pk)
    task = tasks.complete(actor=world.it, task_id=task.pk)
    assert (task.state, task.accepted_at) == (TaskState.DONE, w.MONDAY)
    assert CheckItem.objects.get(pk=photo.pk).document is not None
    tasks.uncheck_item(actor=world.it, item_id=photo.pk)
    task.refresh_from_db()
    assert task.state == TaskState.ACCEPTED


def test_a_note_as_evidence_is_asked_for(world: w.World) -> None:
    visit = w.approved(world)
    item = CheckItem.objects.filter(task__visit=visit, evidence="note").first()
    assert item is not None
    with pytest.raises(RuleViolation, match="evidence_note_missing"):
        tasks.check_item(actor=world.coordinator, item_id=item.pk, note="  ")


def test_a_task_passes_on_with_a_reason_and_the_new_person_sees_the_visit(world: w.World) -> None:
    visit = w.approved(world)
    task = visit.tasks.get(name="测试设备")
    with pytest.raises(RuleViolation, match="reason_missing"):
        tasks.reassign(
            actor=world.coordinator, task_id=task.pk, assignee_id=world.colleague.pk, reason=""
        )
    tasks.reassign(
        actor=world.coordinator, task_id=task.pk, assignee_id=world.colleague.pk, reason="休假"
    )
    task.refresh_from_db()
    assert (task.assignee, task.state) == (world.colleague, TaskState.ASSIGNED)
    assert tasks.accept(actor=world.colleague, task_id=task.pk).state == TaskState.ACCEPTED
    with pytest.raises(NotAllowed):
        tasks.accept(actor=world.stranger, task_id=task.pk)


def test_a_task_of_ones_own_is_added_and_dropped(world: w.World) -> None:
    visit = w.approved(world)
    task = tasks.add_task(
        actor=world.coordinator,
        visit_id=visit.pk,
        name="备伞 12 把",
        assignee_id=world.logistics.pk,
        due_at=visit.arrives_at,
        checks=[{"name": "数量"}],
    )
    assert task.checks.count() == 1
    assert tasks.cancel(actor=world.coordinator, task_id=task.pk, reason="放晴").state == "dropped"
    with pytest.raises(RuleViolation, match="task_closed"):
        tasks.complete(actor=world.coordinator, task_id=task.pk)


def test_a_node_is_left_out_only_with_a_reason_and_only_once(world: w.World) -> None:
    visit = w.approved(world)
    node = visit.nodes.get(kind="profile")
    with pytest.raises(RuleViolation, match="reason_missing"):
        procedure.skip_node(actor=world.coordinator, node_id=node.pk, reason="")
    procedure.skip_node(actor=world.coordinator, node_id=node.pk, reason="老客户，上周刚更新")
    node.refresh_from_db()
    assert node.state == NodeState.SKIPPED
    assert last_kind(visit) == "visits.node_waived"
    with pytest.raises(RuleViolation, match="node_closed"):
        procedure.skip_node(actor=world.coordinator, node_id=node.pk, reason="again")


def test_who_is_away_is_not_asked(world: w.World) -> None:
    visit = w.approved(world)
    w.with_agenda(world, visit)
    item = visit.agenda.first()
    assert item is not None
    make_absence(world.guide.staff, item.starts_at)
    with pytest.raises(RuleViolation, match="person_away"):
        staffing.invite(
            actor=world.coordinator,
            item_id=item.pk,
            staff_id=world.guide.staff.pk,
            role=PartRole.GUIDE,
        )
    assert not item.people.filter(staff=world.guide.staff).exists()


def test_a_person_promises_one_place_at_a_time(world: w.World) -> None:
    first = w.planned(world)
    second = w.approved(world)
    item = agenda.add_item(
        actor=world.coordinator,
        visit_id=second.pk,
        item=agenda.ItemFields(
            "talk", "洽谈", second.arrives_at, second.arrives_at.replace(hour=3)
        ),
    )
    with pytest.raises(RuleViolation) as caught:
        staffing.invite(
            actor=world.coordinator,
            item_id=item.pk,
            staff_id=world.expert.staff.pk,
            role=PartRole.EXPERT,
        )
    assert caught.value.code == "person_busy"
    assert caught.value.params["number"] == first.number


def test_a_no_needs_a_reason_and_leaves_a_gap_that_the_gate_names(world: w.World) -> None:
    visit = w.approved(world)
    w.with_agenda(world, visit)
    item = visit.agenda.first()
    assert item is not None
    part = item.people.get()
    with pytest.raises(RuleViolation, match="reason_missing"):
        staffing.answer(actor=world.expert, part_id=part.pk, accept=False)
    staffing.answer(actor=world.expert, part_id=part.pk, accept=False, reason="出差")
    part.refresh_from_db()
    assert part.answer == Answer.DECLINED
    assert [one.name for one in sheets.read(visit).facts.declined_invitations] == ["孙倩"]
    staffing.release(actor=world.coordinator, part_id=part.pk)
    assert not item.people.exists()


def test_a_changed_item_takes_its_room_along_or_nothing_changes(world: w.World) -> None:
    visit = w.approved(world)
    w.with_agenda(world, visit)
    first, second, _ = visit.agenda.all()
    fields = agenda.ItemFields("talk", "环节 1", second.starts_at, second.ends_at)
    with pytest.raises(RuleViolation, match="resource_taken"):
        agenda.change_item(actor=world.coordinator, item_id=first.pk, item=fields)
    first.refresh_from_db()
    assert first.starts_at == visit.arrives_at
    earlier = first.starts_at - timedelta(minutes=30)
    fields = agenda.ItemFields("talk", "环节 1", earlier, first.ends_at - timedelta(minutes=30))
    agenda.change_item(actor=world.coordinator, item_id=first.pk, item=fields)
    link = AgendaItem.objects.get(pk=first.pk).bookings.get()
    assert link.booking.starts_at == earlier
    agenda.remove_item(actor=world.coordinator, item_id=first.pk)
    link.booking.refresh_from_db()
    assert link.booking.state == "cancelled"


def test_a_resource_is_released_from_an_item(world: w.World) -> None:
    visit = w.approved(world)
    w.with_agenda(world, visit)
    item = visit.agenda.first()
    assert item is not None
    bookings.release_from_item(actor=world.coordinator, link_id=item.bookings.get().pk)
    assert not item.bookings.exists()
    assert last_kind(visit) == "visits.resource_released"


def test_there_is_one_principal_guest_and_only_of_this_customer(world: w.World) -> None:
    from tests.factories.customers import make_account, make_contact

    visit = w.approved(world)
    first, second, _ = world.contacts
    for contact in (first, second):
        guests.set_guest(
            actor=world.coordinator, visit_id=visit.pk, contact_id=contact.pk, role="principal"
        )
    assert visit.guests.get(role="principal").contact == second
    foreign = make_contact(make_account("别家公司"))
    with pytest.raises(RuleViolation, match="contact_of_another_customer"):
        guests.set_guest(
            actor=world.coordinator, visit_id=visit.pk, contact_id=foreign.pk, role="vip"
        )
    guests.remove_guest(actor=world.coordinator, visit_id=visit.pk, contact_id=first.pk)
    assert visit.guests.count() == 1


def test_only_who_may_host_becomes_lead_host_and_inherits_the_open_nodes(world: w.World) -> None:
    visit = w.approved(world)
    with pytest.raises(RuleViolation, match="cannot_host"):
        team.appoint(
            actor=world.coordinator,
            visit_id=visit.pk,
            version=visit.version,
            coordinator_id=world.coordinator.pk,
            lead_host_id=world.stranger.pk,
        )
    visit = team.appoint(
        actor=world.coordinator,
        visit_id=visit.pk,
        version=visit.version,
        coordinator_id=world.coordinator.pk,
        lead_host_id=world.colleague.pk,
    )
    assert visit.nodes.get(kind="welcome").owner == world.colleague


def test_a_new_lead_host_takes_over_the_open_tasks_and_both_are_told(world: w.World) -> None:
    visit = w.approved(world)
    due = visit.arrives_at - timedelta(hours=2)
    given = [
        tasks.add_task(
            actor=world.coordinator,
            visit_id=visit.pk,
            name=name,
            assignee_id=visit.lead_host_id,
            due_at=due,
        )
        for name in ("备伞", "订花")
    ]
    tasks.cancel(actor=world.coordinator, task_id=given[1].pk, reason="不需要")
    Notification.objects.all().delete()
    visit.refresh_from_db()
    team.appoint(
        actor=world.coordinator,
        visit_id=visit.pk,
        version=visit.version,
        coordinator_id=visit.coordinator_id,
        lead_host_id=world.colleague.pk,
    )
    assert not visit.tasks.filter(assignee=world.host, state__in=OPEN_TASK_STATES).exists()
    passed, cancelled = (Task.objects.get(pk=task.pk) for task in given)
    assert (passed.assignee, passed.state) == (world.colleague, "assigned")
    assert cancelled.assignee == world.host
    told = Notification.objects.filter(kind="visits.host_changed")
    assert set(told.values_list("user", flat=True)) == {world.host.pk, world.colleague.pk}
    assert Notification.objects.filter(kind="visits.task_assigned", user=world.colleague).exists()


def test_the_day_is_noted_once_and_in_order(world: w.World) -> None:
    visit = w.confirmed(world)
    item = visit.agenda.first()
    assert item is not None
    with pytest.raises(RuleViolation, match="not_arrived"):
        day.start_item(actor=world.host, item_id=item.pk)
    with clock.at(visit.arrives_at):
        reception.note_arrival(actor=world.host, visit_id=visit.pk)
        reception.note_arrival(actor=world.host, visit_id=visit.pk)
        with pytest.raises(RuleViolation, match="item_not_begun"):
            day.finish_item(actor=world.host, item_id=item.pk)
        day.start_item(actor=world.host, item_id=item.pk)
        with pytest.raises(RuleViolation) as caught:
            day.end_visit(actor=world.host, visit_id=visit.pk)
    assert caught.value.params["items"] == ["环节 2", "环节 3"]
    arrivals = journal.about("visits.visit", visit.pk).filter(kind="visits.guests_arrived")
    assert arrivals.count() == 1
