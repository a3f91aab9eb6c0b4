"""The verbs of visits as anybody might try them, and the visits on which they are tried.

Each act does with `person` what its row of the table names, with values that the rules accept, so
that only the right to do it is in question. What has to come first is done by who may do it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.domains.visits import world as w
from tests.factories.identity import make_user
from tests.factories.resources import make_room

from yingke.domains.resources.models import Resource
from yingke.domains.visits.models import (
    AgendaBooking,
    AgendaItem,
    AgendaPerson,
    Approval,
    CheckItem,
    Node,
    Task,
    Visit,
)
from yingke.domains.visits.queries import builder
from yingke.domains.visits.services import (
    agenda,
    agenda_moves,
    agenda_start,
    agenda_undo,
    amendments,
    approval_turns,
    approvals,
    arrival,
    booking_moves,
    bookings,
    closing,
    day,
    feeds,
    guests,
    papers,
    plans,
    procedure,
    readiness,
    reception,
    reminders,
    requests,
    staffing,
    tasks,
    team,
)
from yingke.domains.visits.terms import Decision
from yingke.foundation.identity.models import User
from yingke.foundation.kernel import clock

URGENT = w.MONDAY + timedelta(hours=30)


@dataclass
class Scenes:
    """The company, everybody who tries a verb, another room, and the visits by their scene."""

    world: w.World
    people: dict[str, User]
    spare: Resource
    visits: dict[str, int]

    @contextmanager
    def open(self, name: str) -> Iterator[Scene]:
        """A scene at its own moment: the days of the visit, or the Monday before."""
        visit = Visit.objects.select_related("account").get(pk=self.visits[name])
        with clock.at(visit.arrived_at or w.MONDAY):
            yield Scene(self, visit)


@dataclass
class Scene:
    """One visit and what hangs on it."""

    all: Scenes
    visit: Visit

    @property
    def world(self) -> w.World:
        return self.all.world

    @property
    def about(self) -> dict[str, int]:
        return {"visit_id": self.visit.pk, "version": self.visit.version}

    @cached_property
    def item(self) -> AgendaItem:
        return self.visit.agenda.order_by("starts_at")[0]

    @cached_property
    def part(self) -> AgendaPerson:
        return self.item.people.get()

    @cached_property
    def link(self) -> AgendaBooking:
        return self.item.bookings.select_related("booking").get()

    @cached_property
    def node(self) -> Node:
        return self.visit.nodes.get(kind="profile")

    @cached_property
    def task(self) -> Task:
        """A task of the logistics."""
        return self.visit.tasks.get(name="备伞")

    @cached_property
    def check(self) -> CheckItem:
        return self.task.checks.get()

    def asked(self, kind: str) -> Approval:
        return self.visit.approvals.get(kind=kind, decision=Decision.PENDING)

    def fields(self, **changes: Any) -> requests.RequestFields:
        """The request as it stands, with some of its fields changed."""
        names = requests.RequestFields.__dataclass_fields__
        stored = requests.RequestFields(**{name: getattr(self.visit, name) for name in names})
        return replace(stored, **changes)


def make_scenes(world: w.World) -> Scenes:
    """One visit for each station of a visit's life at which verbs are tried."""
    draft = requests.draft_visit(actor=world.requester, fields=world.fields(**w.weeks_later(1)))
    urgent = {"arrives_at": URGENT, "leaves_at": URGENT + timedelta(hours=5)}
    people = w.everybody(world)
    ready = _ready(world, **w.weeks_later(2))
    return Scenes(
        world=world,
        people=people,
        spare=make_room(site=world.site),
        visits={
            "draft": draft.pk,
            "submitted": w.submitted(world).pk,
            "urgent": w.submitted(world, **urgent, urgency_reason="customer").pk,
            "approved": _approved(world).pk,
            "ready": ready.pk,
            "day": _begun(world, people["desk"], **w.weeks_later(3)).pk,
            "follow-up": _followed_up(world, **w.weeks_later(4)).pk,
        },
    )


def _approved(world: w.World) -> Visit:
    """With a programme, a plan that waits for its approval, and a task of the logistics."""
    visit = w.approved(world)
    w.with_agenda(world, visit)
    tasks.add_task(
        actor=world.coordinator,
        visit_id=visit.pk,
        name="备伞",
        assignee_id=world.logistics.pk,
        due_at=visit.arrives_at,
        checks=[{"name": "数量", "name_en": "Number"}],
    )
    visit.tasks.filter(name="备伞").update(name_en="Umbrellas")
    visit.refresh_from_db()
    plans.submit_plan(actor=world.coordinator, visit_id=visit.pk, version=visit.version)
    return visit


def _ready(world: w.World, **changes: Any) -> Visit:
    """With every step of the preparation done but the confirmation."""
    visit = w.planned(world, **changes)
    w.tick_everything(world, visit, "before")
    for node in visit.nodes.filter(phase="before", state="open").exclude(kind="readiness"):
        procedure.complete_node(actor=world.coordinator, node_id=node.pk)
    return visit


def _begun(world: w.World, desk: User, **changes: Any) -> Visit:
    """The front desk has noted the guests' arrival."""
    visit = _ready(world, **changes)
    readiness.confirm(actor=world.coordinator, visit_id=visit.pk)
    with clock.at(visit.arrives_at):
        return reception.note_arrival(actor=desk, visit_id=visit.pk)


def _followed_up(world: w.World, **changes: Any) -> Visit:
    visit = w.ended(world, **changes)
    with clock.at(visit.leaves_at):
        return closing.start_follow_up(actor=None, visit_id=visit.pk)


def _item(scene: Scene, **changes: Any) -> agenda.ItemFields:
    return agenda.fields_of(scene.item, **changes)


def _arrange(scene: Scene, person: User) -> object:
    seen = builder.placement_of(scene.item)
    wanted = replace(seen, ends_at=seen.ends_at - timedelta(minutes=5))
    return agenda_moves.arrange_item(actor=person, item_id=scene.item.pk, seen=seen, wanted=wanted)


def _undo(scene: Scene, person: User) -> object:
    """Undo an act of one's own that changed nothing, so that anyone could hold its token."""
    before = agenda_undo.states([scene.item.pk])
    token = agenda_undo.token_of(person, scene.visit, before, [scene.item.pk])
    return agenda_undo.undo_act(actor=person, visit_id=scene.visit.pk, token=token)


def _invite(scene: Scene, person: User) -> object:
    staff = scene.world.guide.staff
    return staffing.invite(actor=person, item_id=scene.item.pk, staff_id=staff.pk, role="guide")


def _intend(scene: Scene, person: User) -> object:
    staff = scene.world.guide.staff
    return staffing.intend(actor=person, item_id=scene.item.pk, staff_id=staff.pk, role="guide")


def _move_item_of_booking(scene: Scene, person: User) -> object:
    later = timedelta(minutes=5)
    starts_at, ends_at = scene.item.starts_at + later, scene.item.ends_at + later
    return booking_moves.move_item(person, scene.link.booking, starts_at, ends_at)


def _confirm_booking(scene: Scene, person: User) -> object:
    link = bookings.book_for_item(
        actor=scene.world.coordinator, item_id=scene.item.pk, resource_id=scene.all.spare.pk
    )
    return bookings.confirm_for_item(actor=person, link_id=link.pk, proof="前台 8822")


def _uncheck(scene: Scene, person: User) -> object:
    tasks.check_item(actor=scene.world.logistics, item_id=scene.check.pk)
    return tasks.uncheck_item(actor=person, item_id=scene.check.pk)


def _complete_task(scene: Scene, person: User) -> object:
    tasks.check_item(actor=scene.world.logistics, item_id=scene.check.pk)
    return tasks.complete(actor=person, task_id=scene.task.pk)


def _complete_node(scene: Scene, person: User) -> object:
    """A step of the business expert's, with nothing left to do."""
    node = scene.visit.nodes.get(kind="profile")
    Node.objects.filter(pk=node.pk).update(owner=scene.world.expert, state="open")
    return procedure.complete_node(actor=person, node_id=node.pk)


def _note_arrival(scene: Scene, person: User) -> object:
    readiness.confirm(actor=scene.world.coordinator, visit_id=scene.visit.pk)
    with clock.at(scene.visit.arrives_at):
        return reception.note_arrival(actor=person, visit_id=scene.visit.pk)


def _arrive_unprepared(scene: Scene, person: User) -> object:
    with clock.at(scene.visit.arrives_at):
        return reception.note_arrival(actor=person, visit_id=scene.visit.pk, reason="客户已到")


def _correct_arrival(scene: Scene, person: User) -> object:
    earlier = scene.visit.arrived_at - timedelta(minutes=5)
    return reception.correct_arrival_time(actor=person, **scene.about, arrived_at=earlier)


def _start(scene: Scene, person: User) -> object:
    return day.start_item(actor=person, item_id=scene.item.pk)


def _finish(scene: Scene, person: User) -> object:
    _start(scene, scene.world.host)
    return day.finish_item(actor=person, item_id=scene.item.pk)


def _end(scene: Scene, person: User) -> object:
    for item in scene.visit.agenda.all():
        day.start_item(actor=scene.world.host, item_id=item.pk)
    return day.end_visit(actor=person, visit_id=scene.visit.pk)


def _restore(scene: Scene, person: User) -> object:
    closing.cancel(actor=scene.world.coordinator, **scene.about, reason="客户改期")
    return closing.restore(actor=person, visit_id=scene.visit.pk)


def _add_papers(scene: Scene, person: User) -> object:
    return papers.add_papers(
        actor=person,
        visit_id=scene.visit.pk,
        purpose="minutes",
        uploads=[SimpleUploadedFile("minutes.txt", "纪要".encode())],
    )


def _add_task(scene: Scene, person: User) -> object:
    return tasks.add_task(
        actor=person,
        visit_id=scene.visit.pk,
        name="备水",
        assignee_id=scene.world.logistics.pk,
        due_at=scene.visit.arrives_at,
    )


def _reassign(scene: Scene, person: User) -> object:
    return tasks.reassign(
        actor=person, task_id=scene.task.pk, assignee_id=scene.world.it.pk, reason="休假"
    )


def _appoint(scene: Scene, person: User) -> object:
    return team.appoint(
        actor=person, **scene.about, coordinator_id=None, lead_host_id=scene.world.host.pk
    )


def _set_guest(scene: Scene, person: User) -> object:
    contact = scene.world.contacts[0]
    return guests.set_guest(
        actor=person, visit_id=scene.visit.pk, contact_id=contact.pk, role="vip"
    )


def _add_guests(scene: Scene, person: User, **new: Any) -> object:
    contact = scene.world.contacts[0]
    return guests.add_guests(actor=person, visit_id=scene.visit.pk, contact_ids=[contact.pk], **new)


def _start_agenda(scene: Scene, person: User) -> object:
    for item in scene.visit.agenda.all():
        agenda.remove_item(actor=scene.world.coordinator, item_id=item.pk)
    return agenda_start.start_agenda(actor=person, visit_id=scene.visit.pk, source="standard")


def _remove_guest(scene: Scene, person: User) -> object:
    _set_guest(scene, scene.world.coordinator)
    contact = scene.world.contacts[0]
    return guests.remove_guest(actor=person, visit_id=scene.visit.pk, contact_id=contact.pk)


def _amend(scene: Scene, person: User) -> object:
    times = {name: getattr(scene.visit, name) for name in ("arrives_at", "leaves_at")}
    return amendments.amend(actor=person, visit_id=scene.visit.pk, headcount=9, **times)


def _change_arrival(scene: Scene, person: User) -> object:
    later = scene.visit.arrives_at + timedelta(minutes=15)
    return arrival.change_arrival(actor=person, **scene.about, arrives_at=later)


def _decide(verb: Callable[..., object], kind: str) -> Callable[[Scene, User], object]:
    def act(scene: Scene, person: User) -> object:
        return verb(actor=person, approval_id=scene.asked(kind).pk, comment="请补充")

    return act


def _hand_over(scene: Scene, person: User) -> object:
    another = make_user(name="副总", roles=("manager",))
    asked = scene.asked("request").pk
    return approval_turns.hand_over(actor=person, approval_id=asked, to_id=another.pk)


def _add_approver(scene: Scene, person: User) -> object:
    asked, expert = scene.asked("request").pk, scene.world.expert.pk
    return approval_turns.add_approver(actor=person, approval_id=asked, person_id=expert)


ACTS: dict[str, Callable[[Scene, User], object]] = {
    "requests.draft_visit": lambda s, p: requests.draft_visit(actor=p, fields=s.world.fields()),
    "requests.change_request": lambda s, p: requests.change_request(
        actor=p, **s.about, fields=s.fields(purpose="另一目的")
    ),
    "requests.submit": lambda s, p: requests.submit(actor=p, **s.about),
    "approvals.approve": _decide(approvals.approve, "request"),
    "approvals.approve (urgency)": _decide(approvals.approve, "urgency"),
    "approvals.approve (plan)": _decide(approvals.approve, "plan"),
    "approvals.return_request": _decide(approvals.return_request, "request"),
    "approvals.return_request (plan)": _decide(approvals.return_request, "plan"),
    "approvals.reject": _decide(approvals.reject, "request"),
    "approval_turns.hand_over": _hand_over,
    "approval_turns.add_approver": _add_approver,
    "approval_turns.withdraw": lambda s, p: approval_turns.withdraw(actor=p, **s.about),
    "approval_turns.withdraw (plan)": lambda s, p: approval_turns.withdraw(
        actor=p, **s.about, plan=True
    ),
    "guests.set_guest": _set_guest,
    "guests.add_guests": _add_guests,
    "guests.add_guests (new)": lambda s, p: _add_guests(s, p, new=[guests.NewGuest("新来宾")]),
    "guests.remove_guest": _remove_guest,
    "agenda_start.start_agenda": _start_agenda,
    "agenda.add_item": lambda s, p: agenda.add_item(
        actor=p, visit_id=s.visit.pk, item=_item(s, name="茶歇")
    ),
    "agenda.change_item": lambda s, p: agenda.change_item(
        actor=p, item_id=s.item.pk, item=_item(s, name="改名")
    ),
    "agenda.remove_item": lambda s, p: agenda.remove_item(actor=p, item_id=s.item.pk),
    "agenda_moves.arrange_item": _arrange,
    "agenda_moves.shift_following": lambda s, p: agenda_moves.shift_following(
        actor=p, visit_id=s.visit.pk, item_id=s.item.pk, minutes=-5
    ),
    "agenda_moves.insert_item": lambda s, p: agenda_moves.insert_item(
        actor=p,
        visit_id=s.visit.pk,
        kind="break",
        starts_at=s.item.starts_at,
        ends_at=s.item.ends_at,
        lane="",
    ),
    "agenda_moves.copy_item": lambda s, p: agenda_moves.copy_item(
        actor=p, item_id=s.item.pk, days=[]
    ),
    "agenda_moves.take_out": lambda s, p: agenda_moves.take_out(actor=p, item_id=s.item.pk),
    "agenda_moves.choose_person": lambda s, p: agenda_moves.choose_person(
        actor=p, item_id=s.item.pk, staff_id=s.world.guide.staff.pk, role="guide"
    ),
    "agenda_moves.hand_over": lambda s, p: agenda_moves.hand_over(
        actor=p, part_id=s.part.pk, staff_id=s.world.guide.staff.pk
    ),
    "agenda_undo.undo_act": _undo,
    "amendments.amend": _amend,
    "arrival.change_arrival": _change_arrival,
    "bookings.book_for_item": lambda s, p: bookings.book_for_item(
        actor=p, item_id=s.item.pk, resource_id=s.all.spare.pk
    ),
    "bookings.exchange": lambda s, p: bookings.exchange(
        actor=p, link_id=s.link.pk, resource_id=s.all.spare.pk
    ),
    "bookings.confirm_for_item": _confirm_booking,
    "bookings.release_from_item": lambda s, p: bookings.release_from_item(
        actor=p, link_id=s.link.pk
    ),
    "booking_moves.move_item": _move_item_of_booking,
    "staffing.invite": _invite,
    "staffing.intend": _intend,
    "staffing.invite_several": lambda s, p: staffing.invite_several(
        actor=p,
        visit_id=s.visit.pk,
        item_ids=[s.item.pk],
        staff_ids=[s.world.guide.staff.pk],
        role="guide",
    ),
    "staffing.answer": lambda s, p: staffing.answer(
        actor=p, part_id=s.part.pk, accept=False, reason="出差"
    ),
    "staffing.release": lambda s, p: staffing.release(actor=p, part_id=s.part.pk),
    "team.appoint": _appoint,
    "team.appoint_coordinator": lambda s, p: team.appoint_coordinator(
        actor=p, visit_ids=[s.visit.pk], coordinator_id=s.world.colleague.pk
    ),
    "reminders.remind_now": lambda s, p: reminders.remind_now(actor=p, visit_ids=[s.visit.pk]),
    "team.set_node_owner": lambda s, p: team.set_node_owner(
        actor=p, node_id=s.node.pk, owner_id=s.world.guide.pk
    ),
    "tasks.add_task": _add_task,
    "tasks.accept": lambda s, p: tasks.accept(actor=p, task_id=s.task.pk),
    "tasks.reassign": _reassign,
    "tasks.check_item": lambda s, p: tasks.check_item(actor=p, item_id=s.check.pk),
    "tasks.uncheck_item": _uncheck,
    "tasks.complete": _complete_task,
    "tasks.cancel": lambda s, p: tasks.cancel(actor=p, task_id=s.task.pk, reason="放晴"),
    "procedure.complete_node": _complete_node,
    "procedure.skip_node": lambda s, p: procedure.skip_node(
        actor=p, node_id=s.node.pk, reason="老客户"
    ),
    "plans.keep_version": lambda s, p: plans.keep_version(
        actor=p, visit_id=s.visit.pk, reason="航班延误"
    ),
    "plans.submit_plan": lambda s, p: plans.submit_plan(actor=p, **s.about),
    "readiness.confirm": lambda s, p: readiness.confirm(actor=p, visit_id=s.visit.pk),
    "reception.note_arrival": _note_arrival,
    "reception.note_arrival (unprepared)": _arrive_unprepared,
    "reception.undo_arrival": lambda s, p: reception.undo_arrival(actor=p, visit_id=s.visit.pk),
    "reception.correct_arrival_time": _correct_arrival,
    "day.start_item": _start,
    "day.finish_item": _finish,
    "day.end_visit": _end,
    "closing.archive": lambda s, p: closing.archive(actor=p, visit_id=s.visit.pk, accept_gaps=True),
    "closing.cancel": lambda s, p: closing.cancel(actor=p, **s.about, reason="客户改期"),
    "closing.restore": _restore,
    "papers.add_papers": _add_papers,
    "feeds.address_of": lambda s, p: feeds.address_of(actor=p),
    "feeds.renew": lambda s, p: feeds.renew(actor=p),
}
