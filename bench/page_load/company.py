"""Writes a company with 1,000 customers and 1,000 visits of one year; `copies.py` multiplies it.

Each visit has everything its page shows: twelve nodes, tasks with checks, an agenda with people and
bookings, guests, approvals, documents, journal entries and monthly facts.
"""

from datetime import UTC, datetime, timedelta

from page_load import entries
from yingke.domains.customers.models import Account, Contact, Preference
from yingke.domains.people.models import Staff
from yingke.domains.procedures.models import VisitType
from yingke.domains.procedures.terms import NodeKind
from yingke.domains.resources.models import Booking, Resource
from yingke.domains.visits.models import (
    AgendaBooking,
    AgendaItem,
    AgendaPerson,
    Approval,
    CheckItem,
    Guest,
    Member,
    Node,
    Task,
    Visit,
)
from yingke.domains.visits.terms import AgendaKind
from yingke.foundation.documents.models import Document, Version
from yingke.foundation.identity import services as identity
from yingke.foundation.identity.models import OrgUnit, Site, User
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.naming import pinyin_key

SIZE = 1_000  # customers, and visits
PEOPLE = 40
HEADS, TAILS = (
    "澜岚砚屿汀岭朔霁峤沐泓溪砺禾岑麓棠榆璟皓",
    "川石原泽汇辰舟锋航峰阳谷野木林海山风云江",
)
TRADES = ("机械", "电子", "新材料", "食品", "纺织", "软件", "物流", "医疗器械", "化工", "照明")
KINDS = [kind for kind in NodeKind.values if kind != "other"]
PROGRAMME = (
    ("welcome", 0, 10),
    ("opening", 10, 15),
    ("talk", 15, 105),
    ("demo", 105, 150),
    ("meal", 150, 210),
    ("tour", 210, 270),
    ("hands_on", 270, 330),
    ("farewell", 330, 345),
)


class Company:
    """The people, rooms and visit type of the visits; `coordinator` and `host` sign in."""

    def __init__(self) -> None:
        self.now = clock.now().replace(minute=0, second=0, microsecond=0)
        top = identity.save_unit(
            actor=None, kind="company", parent_id=None, code="bench", name="基准公司", name_en=""
        )
        self.unit: OrgUnit = identity.save_unit(
            actor=None, kind="department", parent_id=top.pk, code="desk", name="接待部", name_en=""
        )
        self.users = [self._person(number) for number in range(PEOPLE)]
        self.coordinator, self.host = self.users[0], self.users[1]
        self.staff = Staff.objects.bulk_create(
            Staff(
                user=user,
                number=f"S{number:03}",
                name=user.name,
                sort_key=user.sort_key,
                department=self.unit,
                title="专员",
            )
            for number, user in enumerate(self.users)
        )
        self.site = Site.objects.create(code="hq", name="总部", sort_key=pinyin_key("总部"))
        self.rooms = Resource.objects.bulk_create(
            Resource(
                site=self.site,
                kind="room",
                name=f"会议室 {number}",
                sort_key=pinyin_key(f"会议室 {number}"),
                capacity=20,
            )
            for number in range(1, 4)
        )
        self.type = VisitType.objects.filter(active=True)[0]

    def _person(self, number: int) -> User:
        name = f"{HEADS[number % 20]}{TAILS[number // 2 % 20]}"
        user = identity.save_user(
            actor=None, email=f"person{number}@bench.example", name=name, password=None
        )
        role = {0: "coordinator", 1: "host"}.get(number, "business")
        identity.grant_role(actor=None, user_id=user.pk, role_code=role, unit_id=None)
        return user


def build() -> Company:
    """Write the company into empty, migrated tables."""
    company = Company()
    accounts = _customers(company)
    contacts = _contacts(accounts)
    visits = _visits(company, accounts)
    _procedure(company, visits)
    _programme(company, visits)
    _around(company, visits, contacts)
    _papers(company, visits)
    entries.write(company, visits)
    return company


def _customers(company: Company) -> list[Account]:
    rows = []
    for number in range(SIZE):
        short = f"{HEADS[number % 20]}{TAILS[number // 20 % 20]}{TRADES[number // 400 % 10]}"
        name = f"{short}有限公司"
        rows.append(
            Account(
                number=f"C{number:06}",
                name=name,
                short_name=short,
                sort_key=pinyin_key(name),
                tier=("strategic", "key", "potential", "at_risk")[number % 4],
                account_manager=company.users[2 + number % 10],
                department=company.unit,
                created_at=company.now,
                updated_at=company.now - timedelta(minutes=number),
            )
        )
    return Account.objects.bulk_create(rows, batch_size=1000)


def _contacts(accounts: list[Account]) -> list[Contact]:
    rows = [
        Contact(
            account=account,
            name=f"{HEADS[(number + part) % 20]}{TAILS[number % 20]}",
            sort_key=pinyin_key(f"{HEADS[(number + part) % 20]}{TAILS[number % 20]}"),
            title=("总经理", "采购总监", "技术总监", "项目经理")[part],
            is_decision_maker=part < 3,
        )
        for number, account in enumerate(accounts)
        for part in range(4)
    ]
    contacts = Contact.objects.bulk_create(rows, batch_size=1000)
    Preference.objects.bulk_create(
        (
            Preference(
                account=contact.account,
                contact=contact,
                kind="diet",
                stance="taboo",
                text="不吃海鲜",
                recorded_at=clock.now(),
            )
            for contact in contacts[::4]
        ),
        batch_size=1000,
    )
    return contacts


def _visits(company: Company, accounts: list[Account]) -> list[Visit]:
    first = datetime(company.now.year, company.now.month, company.now.day, 1, tzinfo=UTC)
    rows = []
    for number, account in enumerate(accounts):
        arrives = first + timedelta(days=60 - number * 365 // SIZE, minutes=number % 7)
        past = arrives < company.now
        rows.append(
            Visit(
                number=f"B{arrives.year}-{number:04}",
                title=f"{account.short_name} · {company.type.name}",
                account=account,
                site=company.site,
                visit_type=company.type,
                state="archived" if past else "planned",
                requester=company.users[2 + number % 20],
                department=company.unit,
                coordinator=company.coordinator,
                lead_host=company.users[1 + number % 20],
                arrives_at=arrives,
                leaves_at=arrives + timedelta(hours=6),
                headcount=4,
                purpose="洽谈年度合作与新产线的技术方案。",
                identity="总经理一行 4 人",
                confirmation="邮件确认",
                answers={"transport": "pickup"},
                created_at=arrives - timedelta(days=14),
                submitted_at=arrives - timedelta(days=13),
                approved_at=arrives - timedelta(days=12),
                arrived_at=arrives if past else None,
                ended_at=arrives + timedelta(hours=6) if past else None,
                archived_at=arrives + timedelta(days=6) if past else None,
            )
        )
    return Visit.objects.bulk_create(rows, batch_size=1000)


def _procedure(company: Company, visits: list[Visit]) -> None:
    nodes, tasks, checks = [], [], []
    for visit in visits:
        for place, kind in enumerate(KINDS):
            node = _node(company, visit, place, kind)
            nodes.append(node)
            if place < 8:
                task = _task(node)
                done = node.completed_at
                tasks.append(task)
                checks.append(
                    CheckItem(task=task, name="已确认", name_en="Confirmed", checked_at=done)
                )
    for model, rows in ((Node, nodes), (Task, tasks), (CheckItem, checks)):
        model.objects.bulk_create(_with_parents(rows), batch_size=2000)


def _node(company: Company, visit: Visit, place: int, kind: str) -> Node:
    due, past = visit.arrives_at + timedelta(days=place - 7), visit.archived_at is not None
    return Node(
        visit=visit,
        number=place + 1,
        kind=kind,
        phase="before" if place < 7 else "during" if place < 10 else "after",
        step="research",
        name=f"节点 {place + 1}",
        name_en=f"Node {place + 1}",
        owner_role="host",
        owner=company.users[1 + place % 20],
        starts="T-5wd",
        due="T-3wd",
        starts_at=due - timedelta(days=2),
        due_at=due,
        state="done" if past else "open",
        completed_at=due if past else None,
    )


def _task(node: Node) -> Task:
    return Task(
        visit=node.visit,
        node=node,
        name=f"准备 {node.number}",
        name_en=f"Prepare {node.number}",
        assignee=node.owner,
        due_at=node.due_at,
        state="done" if node.completed_at else "assigned",
        assigned_at=node.starts_at,
        completed_at=node.completed_at,
    )


def _programme(company: Company, visits: list[Visit]) -> None:
    items, people, bookings, links = [], [], [], []
    for number, visit in enumerate(visits):
        for place, (kind, starts, ends) in enumerate(PROGRAMME):
            item = AgendaItem(
                visit=visit,
                kind=kind,
                name=str(AgendaKind(kind).label),
                name_en=kind.replace("_", " ").capitalize(),
                starts_at=visit.arrives_at + timedelta(minutes=starts),
                ends_at=visit.arrives_at + timedelta(minutes=ends),
                interactive=kind in ("talk", "demo", "hands_on"),
            )
            items.append(item)
            staff = company.staff[(number + place) % PEOPLE]
            people.append(
                AgendaPerson(
                    item=item, staff=staff, role="host", answer="accepted", asked_at=company.now
                )
            )
            if kind in ("talk", "demo"):
                span = (item.starts_at, item.ends_at)
                booking = Booking(
                    resource=company.rooms[number % 3],
                    label=visit.title,
                    starts_at=span[0],
                    ends_at=span[1],
                    during=span,
                    state="confirmed",
                    booked_by=company.coordinator,
                    created_at=company.now,
                )
                bookings.append(booking)
                links.append(AgendaBooking(item=item, booking=booking))
    for model, rows in (
        (AgendaItem, items),
        (AgendaPerson, people),
        (Booking, bookings),
        (AgendaBooking, links),
    ):
        model.objects.bulk_create(_with_parents(rows), batch_size=2000)


def _around(company: Company, visits: list[Visit], contacts: list[Contact]) -> None:
    guests, members, approvals = [], [], []
    for number, visit in enumerate(visits):
        guests += [
            Guest(
                visit=visit,
                contact=contact,
                role="companion" if place else "principal",
                position=place,
            )
            for place, contact in enumerate(contacts[number * 4 : number * 4 + 4])
        ]
        takes_part = {company.coordinator.pk, visit.requester_id, visit.lead_host_id}
        takes_part |= {company.users[(number + step) % PEOPLE].pk for step in range(3)}
        members += [
            Member(visit=visit, user_id=user, added_at=company.now) for user in sorted(takes_part)
        ]
        approvals += [_approval(company, visit, kind) for kind in ("request", "plan")]
    for model, rows in ((Guest, guests), (Member, members), (Approval, approvals)):
        model.objects.bulk_create(rows, batch_size=2000)


def _approval(company: Company, visit: Visit, kind: str) -> Approval:
    return Approval(
        visit=visit,
        kind=kind,
        asked_by=visit.requester,
        asked_at=visit.created_at,
        decision="approved",
        decided_by=company.coordinator,
        decided_at=visit.approved_at,
        comment="同意",
    )


def _papers(company: Company, visits: list[Visit]) -> None:
    rows = (
        Document(
            owner_kind="visits.visit",
            owner_id=visit.pk,
            purpose=purpose,
            title=title,
            created_at=visit.created_at,
        )
        for visit in visits
        for purpose, title in (("plan", "接待方案"), ("photos", "合影"))
    )
    papers = Document.objects.bulk_create(rows, batch_size=2000)
    versions = (
        Version(
            document=paper,
            number=1,
            sha256=f"{paper.pk:064x}",
            size=120_000,
            media_type="application/pdf",
            name=f"{paper.title}.pdf",
            uploaded_by=company.coordinator,
            uploaded_at=paper.created_at,
        )
        for paper in papers
    )
    Version.objects.bulk_create(versions, batch_size=2000)


def _with_parents(rows: list) -> list:
    """Copy the parents' keys, assigned since the rows were made, into the rows."""
    for row in rows:
        for field in row._meta.concrete_fields:
            if field.is_relation and field.is_cached(row) and field.get_cached_value(row):
                setattr(row, field.attname, field.get_cached_value(row).pk)
    return rows
