"""Proposals as pages and services read them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from yingke.domains.planning.models import Proposal, Search
from yingke.domains.planning.queries import facts
from yingke.domains.planning.rules import asks as requests
from yingke.domains.planning.rules import before
from yingke.domains.planning.rules import problem as problems
from yingke.domains.planning.rules.asks import Ask
from yingke.domains.planning.rules.comparison import Comparison, compare
from yingke.domains.planning.rules.values import Facts
from yingke.domains.planning.terms import OPEN_STATES
from yingke.domains.visits import queries as visits
from yingke.domains.visits.models import Visit
from yingke.engines.planner import Plan, Problem, plan_from_json

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from yingke.foundation.identity.models import User


def visible_to(user: User) -> QuerySet[Proposal]:
    """Return the proposals of the visits that a user may see."""
    return Proposal.objects.filter(visit__in=visits.visible_to(user))


def without_plans() -> QuerySet[Proposal]:
    """Return proposals without what only their own page shows, newest first."""
    return Proposal.objects.defer("plan", "improvements", "asks", "lost", "stood").order_by("-pk")


def latest(visit_id: int) -> Proposal | None:
    """Return the newest proposal of a visit, whatever became of it."""
    rows = Proposal.objects.filter(visit=visit_id).select_related("asked_by")
    return rows.order_by("-pk").first()


def version_of(user: User, visit_id: int) -> str:
    """A text that changes when there is another proposal of the visit, or a better one."""
    rows = visible_to(user).filter(visit=visit_id).order_by("-pk")
    found = rows.values_list("pk", "version", "visit__version").first()
    return "-".join(map(str, found)) if found else "none"


@dataclass(frozen=True)
class Basis:
    """The rows of some visits with the problem that they and the requests make.

    `versions` are those of the visits, by id.
    """

    versions: dict[int, int]
    facts: Facts
    problem: Problem
    asks: list[Ask]

    @classmethod
    def of(cls, visit_id: int, asks: list[Ask], stood: Sequence[Mapping[str, Any]] = ()) -> Basis:
        """The rows of a visit; with `stood`, its items as they were then."""
        visit = facts.loaded(Visit.objects.filter(pk=visit_id)).get()
        found = facts.of_visit(visit)
        if stood:
            found = before.put_back(found, stood)
        return cls({visit.pk: visit.version}, found, problems.build(found, asks), asks)

    @classmethod
    def of_day(cls, visit_ids: Collection[int], day: date, asks: list[Ask]) -> Basis:
        """The rows of visits at one site, with their items of a day."""
        rows = facts.loaded(Visit.objects.filter(pk__in=visit_ids))
        visits = list(rows.order_by("arrives_at", "pk"))
        found = facts.of_day(visits, day)
        versions = {visit.pk: visit.version for visit in visits}
        return cls(versions, found, problems.build(found, asks), asks)

    @cached_property
    def names(self) -> dict[str, str]:
        """What people and resources are called, by their names in the problem."""
        names = {f"p{one.id}": one.name for one in self.facts.people}
        return names | {f"r{one.id}": one.name for one in self.facts.things}

    def compared(self, plan: Plan) -> Comparison:
        """The plan beside what stands, for the first visit."""
        return compare(self.facts, self.problem, plan, self.asks)

    def compared_by_visit(self, plan: Plan) -> dict[int, Comparison]:
        """The same for each visit, by its id."""
        return {
            stay.id: compare(self.facts.only(stay), self.problem, plan, self.asks)
            for stay in self.facts.stays
        }


def basis_of(proposal: Proposal) -> Basis:
    """The rows as they are now, or as they were before it was accepted, with the requests."""
    return Basis.of(proposal.visit_id, requests.read(proposal.asks), proposal.stood)


def plan_of(proposal: Search) -> Plan | None:
    """The best plan so far."""
    return plan_from_json(proposal.plan) if proposal.plan else None


def is_open(proposal: Search) -> bool:
    return proposal.state in OPEN_STATES
