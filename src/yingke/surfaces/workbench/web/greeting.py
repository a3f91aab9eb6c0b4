"""Greeting, summary and key figures of the home page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yingke.domains.visits.queries.approvals import is_approver
from yingke.foundation.kernel import clock
from yingke.surfaces.workbench.queries import Home
from yingke.surfaces.workbench.web import cards

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

NOON, EVENING = 12, 18


@dataclass(frozen=True)
class Figure:
    label: str
    value: int
    note: str = ""
    tone: str = "neutral"
    url: str = ""


def greet(user: User) -> str:
    """Return "Good morning, …" by the local time."""
    hour = timezone.localtime(clock.now()).hour
    if hour < NOON:
        said = _("Good morning, %(name)s")
    elif hour < EVENING:
        said = _("Good afternoon, %(name)s")
    else:
        said = _("Good evening, %(name)s")
    return said % {"name": user.label}


def summarise(home: Home) -> str:
    """Return one sentence about today."""
    running, waiting = len(home.running), home.waiting
    first = ngettext("%(n)s visit in progress today", "%(n)s visits in progress today", running) % {
        "n": running
    }
    second = ngettext(
        "%(n)s decision waiting for you", "%(n)s decisions waiting for you", waiting
    ) % {"n": waiting}
    return _("%(first)s, %(second)s.") % {"first": first, "second": second}


def figures(home: Home) -> list[Figure]:
    """Return the key figures of a person's work; none for those whose work is to decide.

    They count all rows, not only those shown.
    """
    if is_approver(home.user):
        return []
    if cards.serves(home.user):
        return _services(home)
    return _visits(home)


def _services(home: Home) -> list[Figure]:
    meals = sum(item.kind in cards.FOOD for item in home.today)
    return [
        Figure(_("Trips today"), len(cards.transport(home)), url="#vehicles"),
        Figure(_("Meals today"), meals, url="#meals"),
        _tasks(home),
        Figure(_("Invitations to answer"), home.invitations.total),
    ]


def _tasks(home: Home) -> Figure:
    late = home.overdue_tasks
    note = _("%(n)s overdue") % {"n": late} if late else ""
    return Figure(
        _("My open tasks"), home.tasks.total, note, "red" if late else "neutral", "/tasks/"
    )


def _visits(home: Home) -> list[Figure]:
    strategic = home.strategic
    overdue = home.late.total
    return [
        Figure(
            _("Next seven days"),
            home.coming,
            _("%(n)s strategic") % {"n": strategic} if strategic else "",
            url=f"{reverse('visits:list')}?state=coming",
        ),
        Figure(_("Waiting for me"), home.waiting),
        _tasks(home),
        Figure(_("On the agenda today"), len(home.today)),
        Figure(
            _("Needs attention"),
            overdue + home.declined.total + len(home.unready) + len(home.notes),
            _("%(n)s overdue") % {"n": overdue} if overdue else "",
            "red" if overdue else "neutral",
        ),
    ]
