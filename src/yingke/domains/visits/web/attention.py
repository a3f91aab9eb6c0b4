"""What needs attention on a visit, most urgent first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from yingke.domains.visits import registers
from yingke.domains.visits.queries import plans
from yingke.domains.visits.queries.sheets import VisitSheet
from yingke.domains.visits.registers import Note
from yingke.domains.visits.terms import UNDER_WAY_STATES, Decision, LeadClass, VisitState
from yingke.domains.visits.web import plan_diff
from yingke.domains.visits.web.messages import missing_words, notice_words
from yingke.foundation.kernel import clock
from yingke.foundation.ui import dates
from yingke.foundation.ui.panels import notes_on

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

ACT_NOW: Final = frozenset({"overlap"})
LINES_SHOWN: Final = 5


def of(sheet: VisitSheet, user: User) -> list[Note]:
    """Return all attention notes of an active visit, with those of packages above."""
    if sheet.visit.state not in (*UNDER_WAY_STATES, VisitState.ENDED, VisitState.FOLLOW_UP):
        return []
    found = [*_overdue(sheet), *_declined(sheet), *_short_notice(sheet)]
    if sheet.visit.state in UNDER_WAY_STATES:
        found += [*_lapsed(sheet), *_agenda(sheet), *_gate(sheet)]
    found += [note for _visit, note in notes_on(registers.attention, user, [sheet.visit])]
    return sorted(found, key=lambda note: note.tone != "red")


def _overdue(sheet: VisitSheet) -> Iterator[Note]:
    now = clock.now()
    for node in sheet.nodes:
        if node.is_open and node.due_at < now:
            text = _("Was due %(due)s") % {"due": dates.full(node.due_at)}
            owner = node.owner or _("no owner")
            url = reverse("visits:node", args=[node.id])
            yield Note(
                "red", _("Overdue: %(name)s") % {"name": node.label}, f"{text} · {owner}", url
            )
    late = [task for task in sheet.open_tasks if task.due_at < now]
    for task in late[:3]:
        text = _("Was due %(due)s") % {"due": dates.full(task.due_at)}
        owner = task.assignee.label if task.assignee else _("no owner")
        url = reverse("visits:task", args=[task.pk])
        yield Note("red", _("Overdue: %(name)s") % {"name": task.label}, f"{text} · {owner}", url)
    if len(late) > 3:
        yield Note("red", _("%(n)s more tasks are overdue") % {"n": len(late) - 3}, "")


def _declined(sheet: VisitSheet) -> Iterator[Note]:
    for row in sheet.items:
        for part in row.unreplaced:
            title = _("%(person)s has declined") % {"person": part.name}
            text = f"{dates.due_words(row.item.starts_at)} {row.item.label}"
            url = reverse("visits:item", args=[row.item.pk])
            yield Note("red", title, f"{text} · {part.reason}" if part.reason else text, url)


def _short_notice(sheet: VisitSheet) -> Iterator[Note]:
    visit = sheet.visit
    if visit.lead_class != LeadClass.NORMAL and visit.arrived_at is None:
        reason = visit.get_urgency_reason_display() or visit.urgency_note
        yield Note("amber", str(visit.get_lead_class_display()), str(reason))


def _lapsed(sheet: VisitSheet) -> Iterator[Note]:
    if sheet.plan_decision != Decision.LAPSED:
        return
    version = plans.last_approved(sheet.visit.pk)
    if version is None:
        return
    changes = plan_diff.lines(plans.differences(version.content, plans.snapshot(sheet.visit)))
    yield Note(
        "red",
        _("Plan changed since approval"),
        _("Submit the plan again, or undo the changes."),
        reverse("visits:plan-submit", args=[sheet.visit.pk]),
        tuple(changes[:LINES_SHOWN]),
    )


def _agenda(sheet: VisitSheet) -> Iterator[Note]:
    if not sheet.items:
        return
    for notice in sheet.notices:
        title, text = notice_words(notice)
        yield Note("red" if notice.code in ACT_NOW else "amber", title, text)


def _gate(sheet: VisitSheet) -> Iterator[Note]:
    node = sheet.current
    if node is None or sheet.visit.state == VisitState.IN_PROGRESS:
        return
    missing = [missing_words(one) for one in sheet.missing(node)]
    if missing:
        title = _("Node %(number)s, %(node)s: still needed") % {
            "number": node.number,
            "node": node.label,
        }
        more = len(missing) - LINES_SHOWN
        lines = missing[:LINES_SHOWN] + ([_("and %(n)s more") % {"n": more}] if more > 0 else [])
        url = reverse("visits:node", args=[node.id])
        yield Note("amber", title, "", url, tuple(lines))
