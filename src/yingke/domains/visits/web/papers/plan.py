"""The visit plan as PDF: agenda, people, bookings, and guests with their restrictions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yingke.domains.visits.queries.pages import GuestRow, VisitPage
from yingke.domains.visits.queries.sheets import ItemRow, VisitSheet
from yingke.domains.visits.terms import Answer
from yingke.domains.visits.web import attention
from yingke.foundation.documents import pdf
from yingke.foundation.identity.models import User
from yingke.foundation.ui import dates

SOURCE = Path(__file__).with_name("plan.typ")


def rendered(sheet: VisitPage, user: User) -> bytes:
    """Return the plan as PDF in the reader's language."""
    return pdf.render(SOURCE, data(sheet, user), files={"qr.svg": _qr(sheet)})


def data(sheet: VisitPage, user: User) -> dict[str, Any]:
    """Return the texts of the document."""
    visit = sheet.visit
    host = visit.lead_host.label if visit.lead_host else _("to be decided")
    notes = attention.of(sheet, user)
    return {
        "lang": "zh" if (get_language() or "").startswith("zh") else "en",
        "code": visit.number,
        "title": f"{visit.account.label} · {visit.title}",
        "kicker": _("VISIT PLAN"),
        "notice": _("Internal. Do not distribute."),
        "scan": _("Scan for the live programme"),
        "sub": [
            dates.span(visit.arrives_at, visit.leaves_at),
            visit.site.label,
            _("%(n)s guests") % {"n": visit.headcount},
            _("Lead host %(host)s") % {"host": host},
        ],
        "tiles": [
            [_("Tier"), str(visit.account.get_tier_display())],
            [_("Status"), str(visit.get_state_display())],
            [_("Progress"), f"{sheet.nodes_done} / {len(sheet.nodes)}"],
            [_("Attention"), str(len(notes))],
        ],
        "purpose": visit.purpose,
        "headings": {
            "purpose": _("Purpose"),
            "agenda": _("Agenda"),
            "guests": _("Guests and restrictions"),
            "notes": _("Needs attention"),
            "agenda_columns": [_("Time"), _("Item"), _("Location and key points"), _("People")],
            "guest_columns": [_("Name"), _("Position"), _("Role"), _("Please note")],
        },
        "agenda": [_item(row) for row in sheet.items],
        "guests": [_guest(row) for row in sheet.guest_rows],
        "notes": [[note.title, note.text or "; ".join(note.lines)] for note in notes],
    }


def _item(row: ItemRow) -> list[str]:
    item = row.item
    day, hours = dates.short_day(item.starts_at), dates.hours(item.starts_at, item.ends_at)
    places = [held.resource for held in row.held] + ([item.place] if item.place else [])
    people = [part.name for part in row.people if part.answer != Answer.DECLINED]
    about = " · ".join(text for text in (", ".join(places), item.note) if text)
    return [f"{day} {hours}", item.label, about, ", ".join(people)]


def _guest(row: GuestRow) -> list[str]:
    guest, contact = row.guest, row.guest.contact
    known = [note.text for note in row.notes] + ([guest.expectation] if guest.expectation else [])
    return [contact.label, contact.title, str(guest.get_role_display()), "; ".join(known)]


def _qr(sheet: VisitSheet) -> bytes:
    address = f"{settings.ORIGIN}{reverse('visits:detail', args=[sheet.visit.pk])}"
    return segno.make(address, error="m").svg_inline(border=0, omitsize=False).encode()
