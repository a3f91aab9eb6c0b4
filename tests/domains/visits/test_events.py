"""Each event of a visit holds exactly what happened: nothing swapped, every id the right one.

A case lets somebody act and says what the journal then holds. Whatever the act itself gives out (a
new task, a booking) is `made`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import pytest
from tests.domains.visits import world as w
from tests.domains.visits.verbs import ACTS, Scene

from yingke.domains.visits import events as e
from yingke.domains.visits.models import Task
from yingke.domains.visits.services import agenda, closing, day, readiness, reception, reminders
from yingke.foundation.identity.models import User
from yingke.foundation.journal import queries as journal
from yingke.foundation.kernel import clock

pytestmark = pytest.mark.django_db

LATER = timedelta(minutes=25)


class Case(NamedTuple):
    """Who does what in which scene, and the event that says so."""

    who: str
    act: str | Callable[[Scene, User], Any]
    scene: str
    expected: Callable[[Scene, Any], e.OfVisit]


def of(scene: Scene) -> tuple[int, int]:
    """What every event begins with."""
    return scene.visit.pk, scene.world.account.pk


def item(scene: Scene) -> tuple[int, str]:
    return scene.item.pk, "环节 1"


def expert(scene: Scene) -> tuple[int, str]:
    return scene.world.expert.staff.pk, "孙倩"


def shifted(scene: Scene, person: User, *, by: timedelta = LATER) -> None:
    """The first item a while later, which is of substance for the plan."""
    scene.item.refresh_from_db()
    times = {"starts_at": scene.item.starts_at + by, "ends_at": scene.item.ends_at + by}
    fields = agenda.fields_of(scene.item, **times)
    agenda.change_item(actor=person, item_id=scene.item.pk, item=fields)


def shifted_back(scene: Scene, person: User) -> None:
    shifted(scene, person)
    shifted(scene, person, by=-LATER)


def came_late(scene: Scene, person: User) -> None:
    readiness.confirm(actor=scene.world.coordinator, visit_id=scene.visit.pk)
    with clock.at(scene.visit.arrives_at + LATER):
        reception.note_arrival(actor=person, visit_id=scene.visit.pk)


def held(scene: Scene, person: User) -> None:
    day.start_item(actor=person, item_id=scene.item.pk)
    with clock.at(scene.item.starts_at + LATER):
        day.finish_item(actor=person, item_id=scene.item.pk)


def followed_up(scene: Scene, person: User) -> None:
    ACTS["day.end_visit"](scene, person)
    closing.start_follow_up(actor=person, visit_id=scene.visit.pk)


def waited(scene: Scene, person: User) -> None:
    with clock.at(scene.task.due_at + timedelta(days=9)):
        reminders.send_due()


def profile(scene: Scene) -> tuple[Any, ...]:
    """The second step of the procedure."""
    due_at = scene.visit.nodes.get(kind="profile").due_at
    return 2, "profile", "客户画像与分级确认", "Profile and grade", due_at


def plan(scene: Scene) -> tuple[Any, ...]:
    """The fourth."""
    due_at = scene.visit.nodes.get(kind="plan").due_at
    return 4, "plan", "接待方案与审批", "Plan and approval", due_at


def values(scene: Scene, name: str) -> dict[str, Any]:
    """The first item as the journal writes it, under a name."""
    starts_at = scene.visit.arrives_at
    return {
        "kind": "talk",
        "name": name,
        "name_en": "",
        "starts_at": starts_at.isoformat(),
        "ends_at": (starts_at + timedelta(hours=1)).isoformat(),
        "place": "",
        "note": "",
        "interactive": True,
    }


def equipment(scene: Scene) -> Task:
    return scene.visit.tasks.get(name="测试设备")


CASES = [
    Case(
        *("req", "requests.draft_visit", "draft"),
        lambda s, made: e.VisitDrafted(made.pk, made.account_id, "RC-2025-0008", "高层来访"),
    ),
    Case(
        *("app", "approval_turns.hand_over", "submitted"),
        lambda s, made: e.ApprovalHandedOver(*of(s), "申请", "副总", "", ""),
    ),
    Case(
        *("app", "approval_turns.add_approver", "submitted"),
        lambda s, made: e.ApproverAdded(*of(s), "申请", "孙倩", "", False, ""),
    ),
    Case(
        *("req", "approval_turns.withdraw", "submitted"),
        lambda s, _: e.SubmissionWithdrawn(*of(s), "request"),
    ),
    Case(
        *("host", "approval_turns.withdraw (plan)", "approved"),
        lambda s, _: e.SubmissionWithdrawn(*of(s), "plan"),
    ),
    Case(
        *("coo", "requests.change_request", "approved"),
        lambda s, _: e.RequestChanged(
            *of(s), before={"purpose": "储能二期合作洽谈"}, after={"purpose": "另一目的"}
        ),
    ),
    Case(
        *("coo", "team.appoint", "approved"),
        lambda s, _: e.RequestChanged(
            *of(s),
            before={"coordinator_id": s.world.coordinator.pk, "lead_host_id": s.world.host.pk},
            after={"coordinator_id": None, "lead_host_id": s.world.host.pk},
        ),
    ),
    Case(
        *("coo", "team.set_node_owner", "approved"),
        lambda s, _: e.RequestChanged(
            *of(s),
            before={"node_2_owner_id": s.world.account.account_manager_id},
            after={"node_2_owner_id": s.world.guide.pk},
        ),
    ),
    Case(
        *("coo", "tasks.cancel", "approved"),
        lambda s, _: e.TaskCancelled(
            *of(s), s.task.pk, "备伞", s.task.name_en, before_state="assigned", reason="放晴"
        ),
    ),
    Case(
        *("req", "requests.submit", "draft"),
        lambda s, _: e.VisitSubmitted(
            *of(s), lead_class="normal", lead_working_days=11, arrives_at=s.visit.arrives_at
        ),
    ),
    Case(
        *("man", "approvals.approve (urgency)", "urgent"),
        lambda s, _: e.RequestApproved(*of(s), approval="urgency", comment="请补充"),
    ),
    Case(
        *("app", "approvals.return_request", "submitted"),
        lambda s, _: e.RequestReturned(*of(s), comment="请补充"),
    ),
    Case(
        *("app", "approvals.reject", "submitted"),
        lambda s, _: e.RequestRejected(*of(s), comment="请补充"),
    ),
    Case(
        *("man", "approvals.approve", "submitted"),
        lambda s, _: e.TaskAssigned(
            *(*of(s), equipment(s).pk, "测试设备", "Test the equipment"),
            assignee_id=s.world.it.pk,
            from_department_id=s.world.manager.staff.department_id,
            to_department_id=s.world.it.staff.department_id,
        ),
    ),
    Case(
        *("log", "tasks.accept", "approved"),
        lambda s, _: e.TaskAccepted(
            *(*of(s), s.task.pk, "备伞", "Umbrellas"),
            assigned_at=w.MONDAY,
            from_department_id=s.world.coordinator.staff.department_id,
            to_department_id=s.world.logistics.staff.department_id,
        ),
    ),
    Case(
        *("coo", "tasks.reassign", "approved"),
        lambda s, _: e.TaskReassigned(
            *(*of(s), s.task.pk, "备伞", "Umbrellas"),
            before_assignee_id=s.world.logistics.pk,
            after_assignee_id=s.world.it.pk,
            reason="休假",
        ),
    ),
    Case(
        *("log", "tasks.check_item", "approved"),
        lambda s, _: e.ItemChecked(*of(s), s.task.pk, s.check.pk, "数量", "Number"),
    ),
    Case(
        *("log", "tasks.uncheck_item", "approved"),
        lambda s, _: e.ItemUnchecked(*of(s), s.task.pk, s.check.pk, "数量", "Number"),
    ),
    Case(
        *("log", "tasks.complete", "approved"),
        lambda s, _: e.TaskCompleted(
            *of(s), s.task.pk, "备伞", "Umbrellas", due_at=s.visit.arrives_at
        ),
    ),
    Case(
        *("exp", "procedure.complete_node", "ready"),
        lambda s, _: e.NodeCompleted(*of(s), *profile(s), with_evidence=True),
    ),
    Case(
        *("coo", "procedure.skip_node", "approved"),
        lambda s, _: e.NodeSkipped(*of(s), *profile(s), reason="老客户"),
    ),
    Case(
        *("coo", shifted, "ready"),
        lambda s, _: e.NodeReopened(*of(s), *plan(s)),
    ),
    Case(
        *("coo", waited, "approved"),
        lambda s, _: e.Escalated(
            *of(s), "task", s.task.pk, "备伞", "Umbrellas", due_at=s.visit.arrives_at
        ),
    ),
    Case(
        *("coo", "guests.set_guest", "approved"),
        lambda s, _: e.GuestsChanged(
            *of(s),
            before={"林国栋.role": "principal", "林国栋.expectation": ""},
            after={"林国栋.role": "vip", "林国栋.expectation": ""},
        ),
    ),
    Case(
        *("coo", "guests.remove_guest", "approved"),
        lambda s, _: e.GuestsChanged(*of(s), before={"林国栋.role": "vip"}, after={}),
    ),
    Case(
        *("coo", "agenda.add_item", "approved"),
        lambda s, made: e.AgendaChanged(
            *(*of(s), "added", made.pk, "茶歇", ""), before={}, after=values(s, "茶歇")
        ),
    ),
    Case(
        *("coo", "agenda.change_item", "approved"),
        lambda s, _: e.AgendaChanged(
            *(*of(s), "changed", s.item.pk, "改名", ""),
            before={"name": "环节 1"},
            after={"name": "改名"},
        ),
    ),
    Case(
        *("coo", "agenda.remove_item", "approved"),
        lambda s, _: e.AgendaChanged(
            *(*of(s), "removed", s.item.pk, "环节 1", ""), before=values(s, "环节 1"), after={}
        ),
    ),
    Case(
        *("coo", "staffing.invite", "approved"),
        lambda s, _: e.PersonInvited(
            *of(s), *item(s), s.world.guide.staff.pk, staff="赵晗", role="guide"
        ),
    ),
    Case(
        *("coo", "staffing.release", "approved"),
        lambda s, _: e.PersonReleased(*of(s), *item(s), *expert(s), role="expert"),
    ),
    Case(
        *("exp", "staffing.answer", "approved"),
        lambda s, _: e.InvitationAnswered(
            *of(s), *item(s), *expert(s), answer="declined", reason="出差"
        ),
    ),
    Case(
        *("host", "bookings.book_for_item", "approved"),
        lambda s, made: e.ResourceBooked(
            *of(s), *item(s), booking_id=made.booking_id, resource=s.all.spare.name
        ),
    ),
    Case(
        *("host", "bookings.release_from_item", "approved"),
        lambda s, _: e.ResourceReleased(
            *of(s), *item(s), booking_id=s.link.booking_id, resource=s.world.room.name
        ),
    ),
    Case(
        *("coo", "plans.submit_plan", "approved"),
        lambda s, _: e.PlanSubmitted(*of(s), version=2),
    ),
    Case(
        *("app", "approvals.approve (plan)", "approved"),
        lambda s, _: e.PlanApproved(*of(s), version=1, comment="请补充"),
    ),
    Case(
        *("app", "approvals.return_request (plan)", "approved"),
        lambda s, _: e.PlanReturned(*of(s), version=1, comment="请补充"),
    ),
    Case(*("coo", shifted, "ready"), lambda s, _: e.PlanLapsed(*of(s), version=1)),
    Case(*("coo", shifted_back, "ready"), lambda s, _: e.PlanReinstated(*of(s), version=1)),
    Case(
        *("coo", "readiness.confirm", "ready"),
        lambda s, _: e.VisitConfirmed(*of(s), checked=11, required=11, score=100),
    ),
    Case(
        *("coo", "arrival.change_arrival", "approved"),
        lambda s, _: e.ArrivalChanged(
            *of(s), before=w.ARRIVAL, after=w.ARRIVAL + timedelta(minutes=15), moved_items=3
        ),
    ),
    Case(
        *("desk", came_late, "ready"),
        lambda s, _: e.GuestsArrived(
            *of(s), planned=s.visit.arrives_at, arrived_at=s.visit.arrives_at + LATER
        ),
    ),
    Case(
        *("coo", "reception.note_arrival (unprepared)", "ready"),
        lambda s, _: e.GateOverridden(*of(s), nodes=["就绪检查与彩排"], reason="客户已到"),
    ),
    Case(
        *("desk", "reception.undo_arrival", "day"),
        lambda s, _: e.ArrivalUndone(*of(s), arrived_at=s.visit.arrives_at),
    ),
    Case(
        *("desk", "reception.correct_arrival_time", "day"),
        lambda s, _: e.ArrivalTimeCorrected(
            *of(s),
            before=s.visit.arrives_at,
            after=s.visit.arrives_at - timedelta(minutes=5),
        ),
    ),
    Case(
        *("host", held, "day"),
        lambda s, _: e.ItemStarted(*of(s), *item(s), "", planned=s.visit.arrives_at),
    ),
    Case(
        *("host", held, "day"),
        lambda s, _: e.ItemEnded(
            *(*of(s), *item(s), ""), planned=s.visit.arrives_at + timedelta(hours=1), minutes=25
        ),
    ),
    Case(
        *("host", "day.end_visit", "day"),
        lambda s, _: e.VisitEnded(*of(s), ended_at=s.visit.arrives_at),
    ),
    Case(*("host", followed_up, "day"), lambda s, _: e.FollowUpStarted(*of(s))),
    Case(
        *("coo", "closing.archive", "follow-up"),
        lambda s, _: e.VisitArchived(
            *(*of(s), "华晟新能源集团-2025-12-23"),
            complete=False,
            missing=["follow_up", "feedback", "photos", "minutes"],
        ),
    ),
    Case(
        *("req", "closing.cancel", "approved"),
        lambda s, _: e.VisitCancelled(*of(s), state_before="approved", reason="客户改期"),
    ),
    Case(
        *("req", "closing.restore", "approved"),
        lambda s, _: e.VisitRestored(*of(s), state="approved"),
    ),
]


def name_of(case: Case) -> str:
    return case.act if isinstance(case.act, str) else case.act.__name__


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_the_journal_says_what_was_done(case, scenes):
    with scenes.open(case.scene) as scene:
        act = ACTS[case.act] if isinstance(case.act, str) else case.act
        person = scenes.people[case.who]
        last = journal.search().values_list("pk", flat=True).first()
        made = act(scene, person)
        expected = case.expected(scene, made)
    new = journal.search().filter(pk__gt=last, kind=expected.kind)
    assert expected in [entry.event for entry in new]


def test_the_journal_says_when_each_step_is_due(scenes):
    with scenes.open("approved") as scene:
        ACTS["arrival.change_arrival"](scene, scenes.people["coo"])
    about = journal.about("visits.visit", scene.visit.pk)
    event = about.filter(kind=e.NodesScheduled.kind)[0].event
    written = [(row["number"], row["kind"], row["due_at"]) for row in event.nodes]
    steps = scene.visit.nodes.order_by("number")
    assert (event.visit_id, event.account_id, event.procedure) == (*of(scene), "standard/normal/1")
    assert [(number, kind, datetime.fromisoformat(due)) for number, kind, due in written] == [
        (node.number, node.kind, node.due_at) for node in steps
    ]


def test_every_event_has_a_case():
    named = {name for case in CASES for name in case.expected.__code__.co_names}
    known = {one.__name__ for one in e.OfVisit.__subclasses__() if one.__module__ == e.__name__}
    assert known - named == {"NodesScheduled"}
