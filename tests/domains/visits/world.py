"""A small company with everybody a visit needs: insiders, a colleague elsewhere, a stranger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from tests.factories.customers import make_account, make_contact
from tests.factories.identity import make_site, make_unit, make_user
from tests.factories.people import make_staff
from tests.factories.resources import make_room

from yingke.domains.customers.terms import Tier
from yingke.domains.procedures.models import VisitType
from yingke.domains.visits.models import Visit
from yingke.domains.visits.services import (
    agenda,
    approvals,
    bookings,
    day,
    guests,
    plans,
    procedure,
    readiness,
    reception,
    requests,
    staffing,
    tasks,
)
from yingke.domains.visits.terms import AgendaKind, Decision, NodeState, PartRole
from yingke.foundation.kernel import clock

if TYPE_CHECKING:
    from yingke.domains.customers.models import Account, Contact
    from yingke.domains.resources.models import Resource
    from yingke.foundation.identity.models import Site, User

SHANGHAI = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2025, 11, 17, 10, 0, tzinfo=SHANGHAI)
ARRIVAL = datetime(2025, 11, 25, 9, 30, tzinfo=SHANGHAI)


@dataclass
class World:
    """Everybody and everything of one test."""

    coordinator: User
    host: User
    requester: User
    approver: User
    manager: User
    logistics: User
    expert: User
    guide: User
    it: User
    colleague: User
    stranger: User
    account: Account
    contacts: list[Contact]
    site: Site
    room: Resource

    def fields(self, **changes: Any) -> requests.RequestFields:
        """A complete request for the arrival eight days ahead."""
        values: dict[str, Any] = {
            "account_id": self.account.pk,
            "site_id": self.site.pk,
            "visit_type_id": VisitType.objects.get(code="talks").pk,
            "title": "高层来访",
            "arrives_at": ARRIVAL,
            "leaves_at": ARRIVAL + timedelta(hours=7),
            "headcount": 3,
            "purpose": "储能二期合作洽谈",
            "identity": "董事长一行三人，新能源行业",
            "confirmation": "客户秘书 11 月 17 日邮件",
            "lead_host_id": self.host.pk,
        }
        return requests.RequestFields(**{**values, **changes})


def make_world() -> World:
    """The people, the customer with three decision makers, the site and its room."""
    sales, plant = make_unit(name="大客户部"), make_unit(name="后勤保障部")

    def person(name: str, *roles: str, unit: Any = sales) -> User:
        user = make_user(name=name, roles=roles)
        make_staff(name=name, user=user, department=unit)
        return user

    manager, requester = person("客户经理", "account-manager"), person("王立", "requester")
    # the requester answers for the customer too, else it could not be chosen in a request
    account = make_account(manager=manager, director=requester, tier=Tier.STRATEGIC)
    return World(
        coordinator=person("李思远", "coordinator"),
        host=person("陈雨桐", "host"),
        requester=requester,
        approver=person("周总", "approver"),
        manager=person("赵总", "manager"),
        logistics=person("何俊", "logistics", unit=plant),
        expert=person("孙倩", "business"),
        guide=person("赵晗", "guide"),
        it=person("钱工", "it", unit=plant),
        colleague=person("局外同事", "host", unit=plant),
        stranger=make_user(name="陌生人"),
        account=account,
        contacts=[
            make_contact(account, name, is_decision_maker=True)
            for name in ("林国栋", "马晓东", "吴珊")
        ],
        site=(site := make_site()),
        room=make_room(site=site),
    )


def everybody(world: World) -> dict[str, User]:
    """Who tries a verb, by the columns of the tables of permissions."""
    return {
        "req": world.requester,
        "coo": world.coordinator,
        "host": world.host,
        "exp": world.expert,
        "log": world.logistics,
        "app": world.approver,
        "man": world.manager,
        "acc": world.account.account_manager,
        "desk": make_user(name="前台", roles=("front-desk",)),
        "adm": make_user(name="管理员", roles=("admin",)),
        "col": world.colleague,
        "str": world.stranger,
    }


def weeks_later(weeks: float) -> dict[str, Any]:
    """The fields of a visit that comes so many weeks after the world's own arrival."""
    arrives_at = ARRIVAL + timedelta(weeks=weeks)
    return {"arrives_at": arrives_at, "leaves_at": arrives_at + timedelta(hours=7)}


def submitted(world: World, **changes: Any) -> Visit:
    """A request that awaits its decisions."""
    visit = requests.draft_visit(actor=world.requester, fields=world.fields(**changes))
    return requests.submit(actor=world.requester, visit_id=visit.pk, version=visit.version)


def approved(world: World, **changes: Any) -> Visit:
    """A visit with its twelve nodes."""
    visit = submitted(world, **changes)
    for approval in visit.approvals.filter(decision=Decision.PENDING):
        approvals.approve(actor=world.manager, approval_id=approval.pk)
    visit.refresh_from_db()
    return visit


def with_agenda(world: World, visit: Visit) -> None:
    """Guests, and a programme of three interactive items with a room and accepted people."""
    for number, contact in enumerate(world.contacts):
        role = "principal" if number == 0 else "companion"
        guests.set_guest(
            actor=world.coordinator, visit_id=visit.pk, contact_id=contact.pk, role=role
        )
    for number, kind in enumerate((AgendaKind.TALK, AgendaKind.DEMO, AgendaKind.TOUR)):
        starts_at = visit.arrives_at + timedelta(hours=1.5 * number)
        item = agenda.add_item(
            actor=world.coordinator,
            visit_id=visit.pk,
            item=agenda.ItemFields(
                kind=kind,
                name=f"环节 {number + 1}",
                starts_at=starts_at,
                ends_at=starts_at + timedelta(hours=1),
                interactive=True,
            ),
        )
        link = bookings.book_for_item(
            actor=world.coordinator, item_id=item.pk, resource_id=world.room.pk
        )
        bookings.confirm_for_item(actor=world.coordinator, link_id=link.pk, proof="前台 8821")
        part = staffing.invite(
            actor=world.coordinator,
            item_id=item.pk,
            staff_id=world.expert.staff.pk,
            role=PartRole.EXPERT,
        )
        staffing.answer(actor=world.expert, part_id=part.pk, accept=True)


def planned(world: World, **changes: Any) -> Visit:
    """A visit whose plan is approved."""
    visit = approved(world, **changes)
    with_agenda(world, visit)
    visit.refresh_from_db()
    plans.submit_plan(actor=world.coordinator, visit_id=visit.pk, version=visit.version)
    approval = visit.approvals.get(kind="plan", decision=Decision.PENDING)
    approvals.approve(actor=world.approver, approval_id=approval.pk)
    visit.refresh_from_db()
    return visit


def tick_everything(world: World, visit: Visit, phase: str) -> None:
    """Do all tasks of a phase with the evidence they want."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    for task in visit.tasks.filter(node__phase=phase).exclude(state="done"):
        for item in task.checks.all():
            upload = SimpleUploadedFile("note.txt", "凭证内容".encode())
            tasks.check_item(
                actor=world.coordinator, item_id=item.pk, note="已确认 8821", upload=upload
            )
        tasks.complete(actor=world.coordinator, task_id=task.pk)


def confirmed(world: World, **changes: Any) -> Visit:
    """A visit that is ready: every node of the preparation is done."""
    visit = planned(world, **changes)
    tick_everything(world, visit, "before")
    for node in visit.nodes.filter(phase="before", state=NodeState.OPEN).exclude(kind="readiness"):
        procedure.complete_node(actor=world.coordinator, node_id=node.pk)
    return readiness.confirm(actor=world.coordinator, visit_id=visit.pk)


def ended(world: World, **changes: Any) -> Visit:
    """A visit that took place as planned."""
    visit = confirmed(world, **changes)
    with clock.at(visit.arrives_at):
        reception.note_arrival(actor=world.host, visit_id=visit.pk)
    for item in visit.agenda.all():
        with clock.at(item.starts_at):
            day.start_item(actor=world.host, item_id=item.pk)
        with clock.at(item.ends_at):
            day.finish_item(actor=world.host, item_id=item.pk)
    with clock.at(visit.leaves_at):
        return day.end_visit(actor=world.host, visit_id=visit.pk)
