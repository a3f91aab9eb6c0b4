"""The first words of the home page, and its figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yingke.foundation.kernel import clock
from yingke.surfaces.workbench.queries import Home

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

NOON, EVENING = 12, 18


@dataclass(frozen=True)
class Figure:
    """One key figure of the home page."""

    label: str
    value: int
    note: str = ""
    tone: str = "neutral"
    url: str = ""


def hello(user: User) -> str:
    """Good morning, by the reader's clock."""
    hour = timezone.localtime(clock.now()).hour
    if hour < NOON:
        said = _("Good morning, %(name)s")
    elif hour < EVENING:
        said = _("Good afternoon, %(name)s")
    else:
        said = _("Good evening, %(name)s")
    return said % {"name": user.label}


def in_short(home: Home) -> str:
    """What today brings, in one sentence."""
    running, waiting = len(home.running), home.waiting
    first = ngettext("%(n)s visit is running today", "%(n)s visits are running today", running) % {
        "n": running
    }
    second = ngettext("%(n)s decision waits for you", "%(n)s decisions wait for you", waiting) % {
        "n": waiting
    }
    return _("%(first)s, %(second)s.") % {"first": first, "second": second}


def figures(home: Home) -> list[Figure]:
    """Five figures, each the count of all rows of which the first are shown below."""
    strategic = sum(visit.account.tier == "strategic" for visit in home.this_week)
    late, overdue = home.overdue_tasks, home.late.of_all
    return [
        Figure(
            _("Next seven days"),
            len(home.this_week),
            _("%(n)s strategic") % {"n": strategic} if strategic else "",
        ),
        Figure(_("Waiting for me"), home.waiting),
        Figure(
            _("My open tasks"),
            home.tasks.of_all,
            _("%(n)s overdue") % {"n": late} if late else "",
            "red" if late else "neutral",
            "/tasks/",
        ),
        Figure(_("On the agenda today"), len(home.today)),
        Figure(
            _("Needs attention"),
            overdue + home.declined.of_all + len(home.unready) + len(home.notes),
            _("%(n)s overdue") % {"n": overdue} if overdue else "",
            "red" if overdue else "neutral",
        ),
    ]
