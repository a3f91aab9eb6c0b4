"""Agenda of a sample visit with people, bookings and actual times."""

from collections import defaultdict
from datetime import datetime, timedelta
from random import Random

from yingke.config.sample.company import Company
from yingke.config.sample.desk import Desk
from yingke.config.sample.rows import Rows
from yingke.config.sample.script import HOUR, MINUTE, Script
from yingke.domains.people.models import Staff
from yingke.domains.procedures.models import StandardItem
from yingke.domains.procedures.terms import HOLDERS
from yingke.domains.resources.models import Booking, Resource
from yingke.domains.resources.rules.bookings import Buffers, blocked
from yingke.domains.visits import events
from yingke.domains.visits.models import AgendaBooking, AgendaItem, AgendaPerson, Visit
from yingke.domains.visits.services.agenda import values_of

Row = tuple[str, str, str, int, int, str, tuple[str, ...], bool, str]
# kind, 名称, name, minutes from the start, length, resource kind, roles, interactive, place
HALF_DAY: list[Row] = [
    ("welcome", "迎宾 · 签到", "Welcome and registration", 0, 15, "", ("host",), False, "主楼大堂"),
    ("opening", "开场与议程介绍", "Opening", 15, 5, "", ("host",), False, "会议室"),
    ("talk", "专题交流", "Exchange of experts", 20, 80, "room", ("expert",), True, ""),
    ("tour", "展厅参观", "Tour of the showroom", 110, 45, "showroom", ("guide",), True, ""),
    ("hands_on", "现场体验", "Hands-on", 165, 40, "room", ("expert",), True, ""),
    ("farewell", "合影与送别", "Photo and farewell", 210, 25, "", ("host",), False, "主楼大堂"),
]


class Programme:
    """Writes agenda items with people and bookings."""

    def __init__(self, random: Random, company: Company, desk: Desk, rows: Rows) -> None:
        self._random = random
        self._company = company
        self._desk = desk
        self._rows = rows
        self._standard: dict[str, list[Row]] = defaultdict(list)
        for item in StandardItem.objects.select_related("visit_type"):
            self._standard[item.visit_type.code].append(_row(item))

    def write(self, script: Script, visit: Visit) -> list[AgendaItem]:
        """Write the agenda; it is created between the approval and the plan."""
        assert script.decided is not None and script.plan_submitted is not None  # noqa: S101, PT018
        made_at = script.decided + 0.6 * (script.plan_submitted - script.decided)
        if made_at > self._rows.now:
            return []
        whole = script.leaves_at - script.arrives_at > 5 * HOUR
        rows = self._standard[script.visit_type] if whole else HALF_DAY
        return [self._item(script, visit, made_at, row) for row in rows]

    def _item(
        self,
        script: Script,
        visit: Visit,
        made_at: datetime,
        row: Row,
    ) -> AgendaItem:
        kind, name, name_en, offset, length, resource_kind, roles, interactive, place = row
        starts = script.arrives_at + offset * MINUTE
        item: AgendaItem = self._rows.add(
            AgendaItem(
                visit=visit,
                kind=kind,
                name=name,
                name_en=name_en,
                starts_at=starts,
                ends_at=starts + length * MINUTE,
                place=place,
                interactive=interactive,
            )
        )
        about = (visit.pk, visit.account_id)
        self._rows.happened(
            made_at,
            script.coordinator,
            lambda: events.AgendaChanged(
                *about, "added", item.pk, name, name_en, {}, values_of(item)
            ),
        )
        if resource_kind:
            self._book(script, visit, item, resource_kind, made_at)
        for role in roles:
            self._ask(script, visit, item, role, made_at)
        self._held(script, visit, item)
        return item

    def _book(
        self, script: Script, visit: Visit, item: AgendaItem, kind: str, made_at: datetime
    ) -> None:
        if script.cancelled:
            return
        resource = self._desk.resource(
            script.site.code,
            kind,
            item.starts_at,
            item.ends_at,
            seats=min(script.headcount, 7) if kind == "vehicle" else script.headcount + 3,
        )
        if resource is None:
            item.place = "待定" if item.starts_at > self._rows.now else "园区接待区"
            return
        booking = self._booking(script, visit, item, resource, made_at)
        self._rows.add(AgendaBooking(item=item, booking=booking))
        self._rows.happened(
            made_at,
            script.coordinator,
            lambda: events.ResourceBooked(
                visit.pk, visit.account_id, item.pk, item.name, booking.pk, resource.name
            ),
        )

    def _booking(
        self,
        script: Script,
        visit: Visit,
        item: AgendaItem,
        resource: Resource,
        made_at: datetime,
    ) -> Booking:
        sure = item.starts_at - self._rows.now < timedelta(days=3) or self._random.random() < 0.7
        buffers = Buffers(resource.buffer_before, resource.buffer_after)
        booking: Booking = self._rows.add(
            Booking(
                resource=resource,
                label=f"{script.account.short_name} · {item.name} ({visit.number})",
                starts_at=item.starts_at,
                ends_at=item.ends_at,
                during=_range(item, buffers),
                state="confirmed" if sure else "pending",
                proof="前台登记" if sure else "",
                booked_by=script.coordinator,
                created_at=made_at,
            )
        )
        return booking

    def _ask(
        self, script: Script, visit: Visit, item: AgendaItem, role: str, made_at: datetime
    ) -> None:
        if script.cancelled:
            return
        staff: Staff | None = self._company.staff[script.host.pk]
        if role != "host":
            staff = self._desk.person(HOLDERS[role], item.starts_at, item.ends_at)
        elif not self._desk.take_person(staff, item.starts_at, item.ends_at):
            staff = self._desk.person("host", item.starts_at, item.ends_at)
        if staff is None:
            return
        answered = made_at + self._random.lognormvariate(4.2, 0.9) * MINUTE
        yes = answered <= self._rows.now
        part = self._rows.add(
            AgendaPerson(
                item=item,
                staff=staff,
                role=role,
                asked_at=made_at,
                answer="accepted" if yes else "asked",
                answered_at=answered if yes else None,
            )
        )
        self._rows.member(visit.pk, staff.user_id)
        about = (visit.pk, visit.account_id)
        self._rows.happened(
            made_at,
            script.coordinator,
            lambda: events.PersonInvited(
                *about, item.pk, item.name, staff.pk, staff.name, part.role
            ),
        )
        self._rows.happened(
            answered,
            staff.user,
            lambda: events.InvitationAnswered(
                *about, item.pk, item.name, staff.pk, staff.name, "accepted", ""
            ),
        )

    def _held(self, script: Script, visit: Visit, item: AgendaItem) -> None:
        """Write the actual times up to the current time."""
        if script.fate != "runs" or script.arrived is None:
            return
        drift = script.late_arrival if item.kind != "transfer" else timedelta(0)
        starts = max(item.starts_at + drift, script.arrived)
        # items that were over when the guests arrived are recorded at once
        length = item.ends_at - item.starts_at + self._random.randint(-4, 6) * MINUTE
        finish = starts + max(length, 2 * MINUTE)
        about = (visit.pk, visit.account_id)
        host = script.host
        if self._rows.happened(
            starts,
            host,
            lambda: events.ItemStarted(*about, item.pk, item.name, item.name_en, item.starts_at),
        ):
            item.started_at = starts
        minutes = int((finish - starts).total_seconds() // 60)
        if self._rows.happened(
            finish,
            host,
            lambda: events.ItemEnded(
                *about, item.pk, item.name, item.name_en, item.ends_at, minutes
            ),
        ):
            item.finished_at = finish
            script.ended = max(script.ended or finish, finish + 5 * MINUTE)


def _row(item: StandardItem) -> Row:
    return (
        *(item.kind, item.name, item.name_en, item.starts, item.length),
        *(item.resource_kind, tuple(item.roles), item.interactive, item.place),
    )


def _range(item: AgendaItem, buffers: Buffers) -> object:
    from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

    return DateTimeTZRange(*blocked(item.starts_at, item.ends_at, buffers))
