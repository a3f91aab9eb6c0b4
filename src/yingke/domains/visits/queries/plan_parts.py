"""Parts of a plan that visits own: dates, agenda, people, bookings, guests."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yingke.domains.resources.terms import BookingState
from yingke.domains.visits.models import AgendaItem, Visit
from yingke.domains.visits.registers import FieldKind, PlanField, PlanPart
from yingke.domains.visits.terms import AgendaKind, Answer, GuestRole, PartRole
from yingke.foundation.kernel.naming import listed, worded
from yingke.foundation.ui import dates

Row = dict[str, Any]


def dates_of(visit: Visit) -> list[Row]:
    """Return one row: arrival, departure and number of guests."""
    return [
        {
            "id": visit.pk,
            "name": visit.title,
            "arrives_at": _in_utc(visit.arrives_at),
            "leaves_at": _in_utc(visit.leaves_at),
            "headcount": visit.headcount,
        }
    ]


def agenda_of(visit: Visit) -> list[Row]:
    """Return a row for each item: what, when and where."""
    return [item_row(item) for item in visit.agenda.order_by("starts_at", "pk")]


def item_row(item: AgendaItem) -> Row:
    return {
        **_named(item),
        "kind": item.kind,
        "starts_at": _in_utc(item.starts_at),
        "ends_at": _in_utc(item.ends_at),
        "place": item.place,
        "note": item.note,
        "interactive": item.interactive,
    }


def _in_utc(moment: datetime) -> str:
    """Return the same text for the same moment in any time zone."""
    return moment.astimezone(UTC).isoformat()


def people_of(visit: Visit) -> list[Row]:
    """Return a row for each item with people, as `name (role)`."""
    items = visit.agenda.prefetch_related("people__staff").order_by("starts_at", "pk")
    rows = [
        {
            **_named(item),
            "people": sorted(
                f"{part.staff.name} ({part.role})"
                for part in item.people.all()
                if part.answer != Answer.DECLINED
            ),
        }
        for item in items
    ]
    return [row for row in rows if row["people"]]


def bookings_of(visit: Visit) -> list[Row]:
    """Return a row for each item with bookings."""
    items = visit.agenda.prefetch_related("bookings__booking__resource")
    rows = [
        {
            **_named(item),
            "resources": sorted(
                link.booking.resource.name
                for link in item.bookings.all()
                if link.booking.state != BookingState.CANCELLED
            ),
        }
        for item in items.order_by("starts_at", "pk")
    ]
    return [row for row in rows if row["resources"]]


def guests_of(visit: Visit) -> list[Row]:
    """Return a row for each guest."""
    return [
        {
            "id": guest.contact_id,
            "name": guest.contact.name,
            "name_en": guest.contact.name_en,
            "role": guest.role,
            "expectation": guest.expectation,
        }
        for guest in visit.guests.select_related("contact")
    ]


def _named(item: AgendaItem) -> Row:
    return {"id": item.pk, "name": item.name, "name_en": item.name_en}


def _moment(value: str) -> str:
    return dates.full(datetime.fromisoformat(value))


def _yes_no(value: bool) -> str:
    return _("Yes") if value else _("No")


def _listed(values: Iterable[str]) -> str:
    return listed(values)


def _people(values: Iterable[str]) -> str:
    """`陈雨桐 (host)` with the role in the reader's language."""
    return listed(map(_person, values))


def _person(text: str) -> str:
    name, _bracket, role = text.rpartition(" (")
    code = role.rstrip(")")
    return f"{name} ({PartRole(code).label})" if code in PartRole else text


OWN: Final = (
    PlanPart(
        "dates",
        gettext_lazy("Dates and number of guests"),
        10,
        dates_of,
        {
            "arrives_at": PlanField(gettext_lazy("Arrival"), FieldKind.MOMENT, _moment),
            "leaves_at": PlanField(gettext_lazy("Departure"), FieldKind.MOMENT, _moment),
            "headcount": PlanField(gettext_lazy("Number of guests"), FieldKind.COUNT),
        },
        lapses="visit.plan.lapses_on.dates",
    ),
    PlanPart(
        "agenda",
        gettext_lazy("Agenda"),
        20,
        agenda_of,
        {
            "kind": PlanField(gettext_lazy("Type"), words=lambda code: worded(AgendaKind, code)),
            "name": PlanField(gettext_lazy("Name"), FieldKind.REMARK),
            "name_en": PlanField(gettext_lazy("Name in English"), FieldKind.REMARK),
            "starts_at": PlanField(gettext_lazy("From"), FieldKind.MOMENT, _moment),
            "ends_at": PlanField(gettext_lazy("Until"), FieldKind.MOMENT, _moment),
            "place": PlanField(gettext_lazy("Location")),
            "note": PlanField(gettext_lazy("Key points"), FieldKind.REMARK),
            "interactive": PlanField(gettext_lazy("Interactive"), words=_yes_no),
        },
        lapses="visit.plan.lapses_on.agenda",
    ),
    PlanPart(
        "people",
        gettext_lazy("People"),
        30,
        people_of,
        {"people": PlanField(gettext_lazy("People"), words=_people)},
        lapses="visit.plan.lapses_on.people",
    ),
    PlanPart(
        "bookings",
        gettext_lazy("Rooms, vehicles and equipment"),
        40,
        bookings_of,
        {"resources": PlanField(gettext_lazy("Resources"), words=_listed)},
        lapses="visit.plan.lapses_on.bookings",
    ),
    PlanPart(
        "guests",
        gettext_lazy("Guests"),
        50,
        guests_of,
        {
            "role": PlanField(gettext_lazy("Role"), words=lambda code: worded(GuestRole, code)),
            "expectation": PlanField(gettext_lazy("Expectation"), FieldKind.REMARK),
        },
        lapses="visit.plan.lapses_on.guests",
    ),
)
