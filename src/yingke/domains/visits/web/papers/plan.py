"""The visit plan as PDF: agenda, people, bookings, and guests with their restrictions."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yingke.domains.people.models import Staff
from yingke.domains.resources.models import Vehicle
from yingke.domains.visits.queries.pages import GuestRow, VisitPage
from yingke.domains.visits.queries.sheets import ItemRow, VisitSheet
from yingke.domains.visits.terms import Answer
from yingke.domains.visits.web import attention, messages
from yingke.domains.visits.web.sheet import answers
from yingke.foundation.documents import pdf
from yingke.foundation.identity.models import User
from yingke.foundation.kernel.naming import listed
from yingke.foundation.ui import dates

SOURCE = Path(__file__).with_name("plan.typ")


def rendered(sheet: VisitPage, user: User, *, for_guests: bool = False) -> bytes:
    """The plan as PDF in the reader's language; `for_guests` without what is internal."""
    given = of_guests(sheet) if for_guests else data(sheet, user)
    files = {} if for_guests else {"qr.svg": _qr(sheet)}
    return pdf.render(SOURCE, given, files=files)


def data(sheet: VisitPage, user: User) -> dict[str, Any]:
    """What the internal paper shows, as texts."""
    visit = sheet.visit
    notes = attention.of(sheet, user)
    return _common(sheet, internal=True) | {
        "kicker": _("VISIT PLAN"),
        "notice": _("Internal. Do not distribute."),
        "scan": _("Scan for the live programme"),
        "tiles": [
            [_("Tier"), str(visit.account.get_tier_display())],
            [_("Status"), str(visit.get_state_display())],
            [_("Progress"), f"{sheet.nodes_done} / {len(sheet.nodes)}"],
            [_("Attention"), str(len(notes))],
        ],
        "purpose": visit.purpose,
        "arrangements": [[row.label, row.value] for row in answers(user, sheet)],
        "guests": [_guest(row) for row in sheet.guest_rows],
        "notes": [[note.title, note.text or messages.joined(note.lines)] for note in notes],
    }


def of_guests(sheet: VisitPage) -> dict[str, Any]:
    """What the guests' paper shows: the programme, who is there for them, and their vehicles."""
    return _common(sheet, internal=False) | {
        "kicker": _("YOUR VISIT"),
        "notice": "",
        "scan": "",
        "tiles": [],
        "purpose": "",
        "arrangements": [],
        "guests": [],
        "notes": [],
    }


def _common(sheet: VisitPage, *, internal: bool) -> dict[str, Any]:
    visit = sheet.visit
    host = visit.lead_host.label if visit.lead_host else _("to be decided")
    days = groupby(sheet.items, lambda row: dates.local(row.item.starts_at).date())
    return {
        "lang": "zh" if (get_language() or "").startswith("zh") else "en",
        "code": visit.number if internal else "",
        "title": f"{visit.account.label} · {visit.title}" if internal else visit.account.label,
        "sub": [
            dates.span(visit.arrives_at, visit.leaves_at),
            visit.site.label,
            _("%(n)s guests") % {"n": visit.headcount},
            _("Lead host %(host)s") % {"host": host},
        ],
        "days": [
            [dates.day_words(day), [_item(row, internal=internal) for row in rows]]
            for day, rows in days
        ],
        "contacts": _contacts(sheet, internal=internal),
        "vehicles": _vehicles(sheet),
        "headings": {
            "purpose": _("Purpose"),
            "arrangements": _("Hotel and other arrangements"),
            "agenda": _("Agenda"),
            "guests": _("Guests and restrictions"),
            "notes": _("Needs attention"),
            "contacts": _("Contacts"),
            "vehicles": _("Vehicles"),
            "agenda_columns": [_("Time"), _("Item"), _("Location"), _("People")],
            "guest_columns": [_("Name"), _("Position"), _("Role"), _("Please note")],
            "contact_columns": [_("Name"), _("Role"), _("Phone")],
            "vehicle_columns": [_("Vehicle"), _("Number plate"), _("Driver"), _("Phone")],
        },
    }


def _item(row: ItemRow, *, internal: bool) -> list[str]:
    """Hours, name, where, and who; what matters about it is for the inside alone."""
    item = row.item
    places = [held.resource for held in row.held] + ([item.place] if item.place else [])
    people = [part.name for part in row.people if part.answer != Answer.DECLINED]
    known = (listed(places), item.note if internal else "")
    about = " · ".join(text for text in known if text)
    return [dates.hours(item.starts_at, item.ends_at), item.label, about, listed(people)]


def _contacts(sheet: VisitSheet, *, internal: bool) -> list[list[str]]:
    """Lead host and coordinator, and on the inside everyone who takes part, with their phones."""
    visit = sheet.visit
    roles = {visit.lead_host_id: _("Lead host"), visit.coordinator_id: _("Coordinator")}
    serving = {part.staff_id for row in sheet.items for part in row.serving} if internal else set()
    rows = Staff.objects.filter(Q(user__in=[key for key in roles if key]) | Q(pk__in=serving))
    found = [
        [person.label, roles.get(person.user_id, person.title), person.phone]
        for person in rows.order_by("sort_key", "pk")
    ]
    leading = list(roles.values())
    return sorted(found, key=lambda row: row[1] not in leading)


def _vehicles(sheet: VisitSheet) -> list[list[str]]:
    """The vehicles that are booked, each once."""
    held = [row.booking_id for item in sheet.items for row in item.held]
    rows = Vehicle.objects.filter(bookings__in=held).distinct().order_by("pk") if held else []
    return [[row.label, row.plate, row.driver, row.driver_phone] for row in rows]


def _guest(row: GuestRow) -> list[str]:
    guest, contact = row.guest, row.guest.contact
    known = [note.text for note in row.notes] + ([guest.expectation] if guest.expectation else [])
    return [contact.label, contact.title, str(guest.get_role_display()), messages.joined(known)]


def _qr(sheet: VisitSheet) -> bytes:
    address = f"{settings.ORIGIN}{reverse('visits:detail', args=[sheet.visit.pk])}"
    return segno.make(address, error="m").svg_inline(border=0, omitsize=False).encode()
