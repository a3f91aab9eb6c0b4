"""What the page of a planned day shows: which day, and the proposal visit by visit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.http import Http404
from django.urls import reverse

from yingke.domains.planning import permissions
from yingke.domains.planning.queries import days as queries
from yingke.domains.planning.queries.proposals import is_open, plan_of
from yingke.domains.planning.rules.comparison import together
from yingke.domains.planning.web.plan_page import (
    Lines,
    PlanPage,
    Rows,
    Urls,
    asks_of,
    levels_of,
    progress_of,
    unmet_line,
    wish_of,
)
from yingke.domains.visits.models import Visit
from yingke.engines.planner import Plan
from yingke.foundation.identity.queries import sites
from yingke.foundation.kernel.bounds import is_within
from yingke.foundation.ui import dates, zones

if TYPE_CHECKING:
    from django.http import QueryDict

    from yingke.domains.planning.models import DayProposal
    from yingke.foundation.identity.models import Site, User


@dataclass(frozen=True)
class SiteDay:
    """A day at a site."""

    site: Site
    day: date

    @property
    def url(self) -> str:
        return url_of(self.site.pk, self.day)

    def moved(self, days: int) -> str:
        return url_of(self.site.pk, self.day + timedelta(days=days))


def url_of(site_id: int, day: date) -> str:
    """Where a day at a site is planned."""
    return reverse("planning:day", query={"date": day.isoformat(), "site": str(site_id)})


def read_day(parameters: QueryDict) -> SiteDay:
    """Read a day, and show times of its site; what is missing is today, at the first site."""
    known = list(sites())
    if not known:
        raise Http404
    wanted = parameters.get("site", "")
    site = next((one for one in known if str(one.pk) == wanted), known[0])
    zones.show_times_of(site.timezone)
    try:
        day = date.fromisoformat(parameters.get("date", ""))
    except ValueError:
        day = date.min
    return SiteDay(site, day if is_within(day) else dates.today())


def page_of(user: User, chosen: SiteDay, wish: str = "") -> PlanPage | None:
    """The newest proposal for a day, or None if none was ever asked for."""
    proposal = queries.latest(chosen.site, chosen.day)
    if proposal is None:
        return None
    basis = queries.basis_of(proposal)
    plan = plan_of(proposal) or Plan()
    urls = _urls(proposal)
    lines = Lines(user, proposal, basis, urls)
    found = basis.compared_by_visit(plan)
    parts = {part.visit_id: part for part in proposal.parts.all()}
    visits = Visit.objects.select_related("account").in_bulk(found)
    unmet = sorted((one for some in found.values() for one in some.unmet), key=lambda u: -u.cost)
    return PlanPage(
        proposal=proposal,
        groups=[
            Rows(
                lines.rows(comparison),
                form=f"accept-{pk}",
                visit=visits[pk],
                may_accept=parts[pk].accepted_at is None,
            )
            for pk, comparison in found.items()
        ],
        unmet=[unmet_line(one, basis.names) for one in unmet],
        figures=together([one.figures for one in found.values()]),
        asks=asks_of(basis, urls),
        levels=levels_of(plan),
        progress=progress_of(proposal, plan),
        may_act=is_open(proposal) and permissions.can_plan_days(user),
        urls=urls,
        wish=wish_of(wish, basis),
    )


def propose_url(chosen: SiteDay) -> str:
    query = {"date": chosen.day.isoformat(), "site": str(chosen.site.pk)}
    return reverse("planning:day-propose", query=query)


def _urls(proposal: DayProposal) -> Urls:
    key = [proposal.pk]
    return Urls(
        propose=propose_url(SiteDay(proposal.site, proposal.day)),
        ask=reverse("planning:day-ask", args=key),
        stop=reverse("planning:day-stop", args=key),
        accept=reverse("planning:day-accept", args=key),
        withdraw=lambda number: reverse("planning:day-ask-withdraw", args=[proposal.pk, number]),
    )
