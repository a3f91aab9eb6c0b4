"""What on a visit wants somebody's attention, the most urgent first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from yingke.domains.visits.queries.pages import VisitSheet
from yingke.domains.visits.terms import UNDER_WAY_STATES, LeadClass, VisitState
from yingke.domains.visits.web.messages import missing_words, notice_words
from yingke.foundation.kernel import clock
from yingke.foundation.ui import dates

ACT_NOW: Final = frozenset({"overlap"})
MISSES_SHOWN: Final = 5


@dataclass(frozen=True)
class Attention:
    """One note: red means act now, amber look at it. `url` opens in the dialog if `dialog`."""

    tone: str
    title: str
    text: str
    url: str = ""
    lines: tuple[str, ...] = ()


def of(sheet: VisitSheet) -> list[Attention]:
    """All notes of a visit that is under way; what is over needs none."""
    if sheet.visit.state not in (*UNDER_WAY_STATES, VisitState.ENDED, VisitState.FOLLOW_UP):
        return []
    found = [*_overdue(sheet), *_declined(sheet), *_short_notice(sheet)]
    if sheet.visit.state in UNDER_WAY_STATES:
        found += [*_agenda(sheet), *_gate(sheet)]
    return sorted(found, key=lambda note: note.tone != "red")


def _overdue(sheet: VisitSheet) -> Iterator[Attention]:
    now = clock.now()
    for node in sheet.nodes:
        if node.is_open and node.due_at < now:
            text = _("Was due %(due)s") % {"due": dates.full(node.due_at)}
            owner = node.owner or _("nobody is named")
            url = reverse("visits:node", args=[node.id])
            yield Attention(
                "red", _("Overdue: %(name)s") % {"name": node.label}, f"{text} · {owner}", url
            )
    late = [task for task in sheet.open_tasks if task.due_at < now]
    for task in late[:3]:
        text = _("Was due %(due)s") % {"due": dates.full(task.due_at)}
        owner = task.assignee.label if task.assignee else _("nobody is named")
        url = reverse("visits:task", args=[task.pk])
        yield Attention(
            "red", _("Overdue: %(name)s") % {"name": task.label}, f"{text} · {owner}", url
        )
    if len(late) > 3:
        yield Attention("red", _("%(n)s more tasks are overdue") % {"n": len(late) - 3}, "")


def _declined(sheet: VisitSheet) -> Iterator[Attention]:
    for row in sheet.items:
        for part in row.unreplaced:
            title = _("%(person)s has declined") % {"person": part.name}
            text = f"{dates.due_words(row.item.starts_at)} {row.item.label}"
            url = reverse("visits:item", args=[row.item.pk])
            yield Attention("red", title, f"{text} · {part.reason}" if part.reason else text, url)


def _short_notice(sheet: VisitSheet) -> Iterator[Attention]:
    visit = sheet.visit
    if visit.lead_class != LeadClass.NORMAL and visit.arrived_at is None:
        reason = visit.get_urgency_reason_display() or visit.urgency_note
        yield Attention("amber", str(visit.get_lead_class_display()), str(reason))


def _agenda(sheet: VisitSheet) -> Iterator[Attention]:
    if not sheet.items:
        return
    for notice in sheet.notices:
        title, text = notice_words(notice)
        yield Attention("red" if notice.code in ACT_NOW else "amber", title, text)


def _gate(sheet: VisitSheet) -> Iterator[Attention]:
    node = sheet.current
    if node is None or sheet.visit.state == VisitState.IN_PROGRESS:
        return
    missing = [missing_words(one) for one in sheet.missing(node)]
    if missing:
        title = _("%(number)s %(node)s waits for") % {"number": node.number, "node": node.label}
        more = len(missing) - MISSES_SHOWN
        lines = missing[:MISSES_SHOWN] + ([_("and %(n)s more") % {"n": more}] if more > 0 else [])
        url = reverse("visits:node", args=[node.id])
        yield Attention("amber", title, "", url, tuple(lines))
