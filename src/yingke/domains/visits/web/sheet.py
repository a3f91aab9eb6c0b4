"""The visit page's figures, agenda by day, and the reader's rights."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yingke.domains.visits import permissions
from yingke.domains.visits.queries.sheets import ItemRow, VisitSheet
from yingke.domains.visits.registers import Note
from yingke.domains.visits.terms import CLOSED_STATES, Decision, VisitState
from yingke.domains.visits.web.forms.requests import option_label, questions
from yingke.foundation.kernel.naming import listed
from yingke.foundation.ui import dates

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@dataclass(frozen=True)
class Figure:
    """One key figure: label, value and note."""

    label: str
    value: str
    note: str = ""
    tone: str = "neutral"
    url: str = ""


@dataclass(frozen=True)
class AgendaDay:
    """The items of one day."""

    date: date
    rows: list[ItemRow]
    current: bool

    @property
    def panel(self) -> str:
        """The id of the day's part of the page."""
        return f"agenda-{self.date.isoformat()}"


@dataclass(frozen=True)
class Answered:
    """One of the company's own questions with its answer."""

    label: str
    value: str


@dataclass(frozen=True)
class Rights:
    """What the reader may do; services check it again."""

    edit: bool
    submit: bool
    team: bool
    plan: bool
    arrival: bool
    guests: bool
    tasks: bool
    cancel: bool
    restore: bool
    archive: bool
    day: bool
    confirm: bool
    follow_up: bool
    papers: bool
    decide: frozenset[int]
    withdraw_request: bool
    withdraw_plan: bool


def kpis(sheet: VisitSheet, notes: list[Note]) -> list[Figure]:
    """Return at most five figures; those of the procedure once it has started."""
    figures = [_arrival(sheet)]
    if sheet.nodes:
        figures += [_progress(sheet), _tasks(sheet), _readiness(sheet)]
    figures.append(_attention(notes))
    return figures


def days(sheet: VisitSheet) -> list[AgendaDay]:
    """Return the agenda by day; the current day, or the first one, is open."""
    grouped = [
        (day, list(rows))
        for day, rows in groupby(sheet.items, lambda row: dates.local(row.item.starts_at).date())
    ]
    open_day = dates.today() if dates.today() in dict(grouped) else None
    first = grouped[0][0] if grouped else None
    return [AgendaDay(day, rows, day == (open_day or first)) for day, rows in grouped]


def rights(sheet: VisitSheet, user: User) -> Rights:
    """Return the reader's rights from the permissions of the package."""
    visit = sheet.visit
    runs, plans = permissions.runs(user, visit), permissions.can_plan(user, visit)
    edits, over = permissions.can_edit_request(user, visit), visit.state in CLOSED_STATES
    return Rights(
        edit=edits,
        submit=permissions.can_submit(user, visit),
        team=runs and not over,
        plan=plans,
        arrival=permissions.can_change_arrival(user, visit),
        guests=edits or plans,
        tasks=runs and not over and bool(sheet.nodes),
        cancel=permissions.can_cancel(user, visit),
        restore=permissions.can_restore(user, visit),
        archive=permissions.can_archive(user, visit),
        day=permissions.can_run_day(user, visit),
        confirm=runs and visit.state == VisitState.PLANNED,
        follow_up=runs and visit.state == VisitState.ENDED,
        papers=permissions.can_add_papers(user, visit),
        decide=sheet.decidable_by(user),
        withdraw_request=permissions.can_withdraw(user, visit),
        withdraw_plan=plans and sheet.plan_decision == Decision.PENDING,
    )


def answers(user: User, sheet: VisitSheet) -> list[Answered]:
    """Return the own questions of this request, as worded then, with the answers in words."""
    found = []
    given = sheet.visit.answers
    if not given:
        return []
    for question in questions(user, sheet.visit.visit_type, at=sheet.visit.asked_at):
        if question.code in given:
            options = {one["value"]: option_label(one) for one in question.options}
            found.append(Answered(question.label, _in_words(given[question.code], options)))
    return found


def _in_words(value: Any, options: dict[str, str]) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return listed(options.get(one, str(one)) for one in value)
    return options.get(value, str(value))


def _arrival(sheet: VisitSheet) -> Figure:
    visit = sheet.visit
    moment = f"{dates.short_day(visit.arrives_at)} {dates.hour(visit.arrives_at)}"
    if visit.ended_at is not None:
        return Figure(_("Ended"), dates.short_day(visit.ended_at), dates.ago(visit.ended_at))
    if visit.arrived_at is not None:
        return Figure(_("On site since"), dates.hour(visit.arrived_at), dates.ago(visit.arrived_at))
    days = dates.days_until(visit.arrives_at)
    if days < 0:
        late = ngettext("%(n)s day ago", "%(n)s days ago", -days) % {"n": -days}
        return Figure(_("Planned arrival"), late, moment)
    if days == 0:
        return Figure(_("Until arrival"), _("Today"), moment)
    value = ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
    return Figure(_("Until arrival"), value, moment)


def _progress(sheet: VisitSheet) -> Figure:
    done, total = sheet.nodes_done, len(sheet.nodes)
    note = _("%(done)s / %(total)s nodes") % {"done": done, "total": total}
    return Figure(_("Progress"), f"{done * 100 // total}%", note)


def _tasks(sheet: VisitSheet) -> Figure:
    tasks = sheet.open_tasks
    due = sum(dates.due_tone(task.due_at) == "red" for task in tasks)
    note = (
        ngettext("%(n)s due today or earlier", "%(n)s due today or earlier", due) % {"n": due}
        if due
        else ""
    )
    return Figure(_("Open tasks"), str(len(tasks)), note, "red" if due else "neutral")


def _readiness(sheet: VisitSheet) -> Figure:
    score, needed = sheet.readiness.score, sheet.limits.readiness
    note = _("of %(needed)s") % {"needed": needed}
    url = reverse("visits:readiness", args=[sheet.visit.pk])
    return Figure(_("Readiness"), str(score), note, "green" if score >= needed else "neutral", url)


def _attention(notes: list[Note]) -> Figure:
    red = sum(note.tone == "red" for note in notes)
    note = ngettext("%(n)s urgent", "%(n)s urgent", red) % {"n": red} if red else ""
    return Figure(_("Attention"), str(len(notes)), note, "red" if red else "neutral")
