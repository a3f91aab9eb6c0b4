"""Entries in the registers of visits: panel, button, and what needs attention."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from yingke.domains.planning import notices, permissions
from yingke.domains.planning.models import Proposal
from yingke.domains.planning.queries import changes, unmet
from yingke.domains.planning.queries import proposals as queries
from yingke.domains.planning.terms import OPEN_CHANGES, ChangeState
from yingke.domains.planning.web import candidates
from yingke.domains.resources import registers as resources
from yingke.domains.resources.registers import DayAction
from yingke.domains.visits import registers
from yingke.domains.visits.queries import facts
from yingke.domains.visits.queries.pages import VisitPage
from yingke.domains.visits.registers import Action, Attention, Note, Panel
from yingke.foundation.kernel import clock
from yingke.foundation.ui import dates

if TYPE_CHECKING:
    from yingke.domains.visits.models import Visit
    from yingke.foundation.identity.models import Site, User


@dataclass(frozen=True)
class Summary:
    """The newest proposal of a visit, if there is one, and where it is shown."""

    proposal: Proposal | None
    url: str


def _panel(user: User, page: VisitPage) -> Summary | None:
    proposal = queries.without_plans().filter(visit=page.visit).first()
    if proposal is None and not permissions.can_propose(user, page.visit):
        return None
    return Summary(proposal, _url(page.visit.pk))


def _notes(user: User, visits: Sequence[Visit]) -> Mapping[int, list[Note]]:
    """Proposals that wait for an answer, and accepted ones while what they left unmet still is; red
    where needs are unmet and the guests come soon.
    """
    planned = {visit.pk: visit for visit in visits if permissions.can_propose(user, visit)}
    if not planned:
        return {}
    rows = unmet.to_decide(planned)
    return {row.visit_id: [_note(row, planned[row.visit_id])] for row in rows}


def _note(proposal: Proposal, visit: Visit) -> Note:
    if proposal.unmet:
        soon = timedelta(days=int(facts.parameter(visit, "planning.alert.days")))
        tone = "red" if visit.arrives_at - clock.now() <= soon else "amber"
        title = ngettext("%(n)s need can't be met", "%(n)s needs can't be met", proposal.unmet) % {
            "n": proposal.unmet
        }
        text = _("See the ways out in the proposed plan.")
        return Note("red" if tone == "red" else "amber", title, text, _url(visit.pk))
    when = dates.ago(proposal.finished_at or proposal.asked_at)
    return Note("amber", _("A proposed plan is ready"), when, _url(visit.pk))


def _changes(user: User, visits: Sequence[Visit]) -> Mapping[int, list[Note]]:
    """Changes that wait for this person: red, since guests and staff wait with them."""
    known = {visit.pk: visit for visit in visits}
    rows = changes.listed().filter(visit__in=known, state__in=OPEN_CHANGES).order_by("reported_at")
    found: dict[int, list[Note]] = {}
    for row in rows:
        row.visit = known[row.visit_id]
        if row.state == ChangeState.AWAITING:
            title, waits = _("Change awaits your approval"), permissions.can_approve(user, row)
        else:
            title, waits = _("Change awaits your decision"), permissions.can_decide(user, row)
        if waits:
            text = f"{notices.sentence(row)} · {dates.ago(row.reported_at)}"
            note = Note("red", title, text, notices.url_of(row))
            found.setdefault(row.visit_id, []).append(note)
    return found


def _report_url(user: User, visit: Visit) -> str | None:
    if not permissions.can_report(user, visit):
        return None
    return reverse("planning:report", args=[visit.pk])


def _url(visit_id: int) -> str:
    return reverse("planning:plan", args=[visit_id])


def _plan_url(user: User, visit: Visit) -> str | None:
    return _url(visit.pk) if permissions.can_propose(user, visit) else None


def _day_url(user: User, day: date, site: Site | None) -> str | None:
    """Where a day is planned, at the site shown or else the first one."""
    if not permissions.can_plan_days(user):
        return None
    query = {"date": day.isoformat(), **({"site": str(site.pk)} if site else {})}
    return reverse("planning:day", query=query)


def add() -> None:
    """Add the entries; called once when Django starts."""
    registers.panels.add(Panel("proposal", "side", 5, "planning/parts/panel.html", _panel))
    registers.candidates.add(candidates.JUDGE)
    plan_day = gettext_lazy("Plan the day")
    resources.day_actions.add(DayAction("plan-day", plan_day, "sparkles", _day_url))
    plan = gettext_lazy("Plan automatically")
    registers.agenda_actions.add(Action("plan", plan, "sparkles", _plan_url))
    registers.attention.add(Attention("proposals", _notes))
    registers.attention.add(Attention("changes", _changes))
    registers.actions.add(Action("change", gettext_lazy("Change of plan"), "repeat", _report_url))
