"""Ratings, fourteen months of scores, and the tiers that follow from them by the rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final

import numpy as np
from django.utils import timezone

from yingke.config.sample.company import Company
from yingke.config.sample.customers import Customers
from yingke.domains.customers.events import TierChanged
from yingke.domains.customers.models import Account
from yingke.domains.customers.terms import Tier
from yingke.domains.tiering.models import Rating, Run, Score, TierStay
from yingke.domains.tiering.queries import rule_sets
from yingke.domains.tiering.queries.population import population_of
from yingke.domains.tiering.services import runs
from yingke.domains.tiering.terms import Aspect
from yingke.foundation.identity.models import User
from yingke.foundation.journal.services import PastEvent, backfill
from yingke.foundation.kernel import clock

LEVELS: Final = {"strategic": 82, "key": 62, "potential": 36, "at_risk": 52}
REASON: Final = "月度评分"


def build(random: Random, customers: Customers, company: Company) -> None:
    """Rate, score the months, and let each customer stand where the rules place it."""
    _ratings(random, customers)
    runs.fill_history()
    _Stays(company).write()
    runs.score_customers(as_of=clock.today(timezone.get_default_timezone()))


def _ratings(random: Random, customers: Customers) -> None:
    today = clock.today(timezone.get_default_timezone())
    rows = []
    for position, account in enumerate(customers.accounts):
        for aspect in Aspect.values:
            level = 95 if position == 0 else LEVELS[account.tier] + random.randint(-14, 14)
            rows += [
                Rating(
                    account=account,
                    aspect=aspect,
                    rater=account.account_manager,
                    rated_on=today - timedelta(days=days),
                    score=min(max(level - drift, 0), 100),
                )
                for days, drift in ((random.randint(420, 700), 4), (random.randint(20, 300), 0))
            ]
    Rating.objects.bulk_create(rows, batch_size=2000)


class _Stays:
    """Plays the months through: the moves of each month took effect some days after its end."""

    def __init__(self, company: Company) -> None:
        # with those that were entered twice, which are no customers of the visits
        self._accounts = Account.objects.in_bulk()
        self._approver: User = company.by_role["approver"][0]
        self._directors = company.by_role["host"]
        self._plan = rule_sets.plan_of(rule_sets.in_force())
        self._tiers: dict[int, str] = {}
        self._since: dict[int, datetime] = {}
        self._stays: list[TierStay] = []
        self._open: dict[int, TierStay] = {}
        self._facts: list[PastEvent] = []

    def write(self) -> None:
        """Keep the last month's moves back: the run that follows proposes them."""
        past = Run.objects.filter(scores__isnull=False).distinct().order_by("month")
        for run in list(past)[:-1]:
            self._play(run)
        TierStay.objects.bulk_create(self._stays, batch_size=1000)
        for number, (pk, tier) in enumerate(self._tiers.items()):
            account = self._accounts[pk]
            account.tier = tier
            if tier == Tier.STRATEGIC and account.director_id is None:
                account.director = self._directors[number % len(self._directors)]
        Account.objects.bulk_update(self._accounts.values(), ["tier", "director"], batch_size=500)
        backfill(sorted(self._facts, key=lambda fact: fact.occurred_at))

    def _play(self, run: Run) -> None:
        found = population_of(Score.objects.filter(run=run))
        first = not self._tiers
        days = [self._days(pk, run.as_of) for pk in found.accounts]
        held = replace(
            found,
            tiers=[self._tiers.get(pk, "") for pk in found.accounts],
            days=found.days if first else np.array(days, dtype=float),
        )
        assigned = held.assigned(self._plan, afresh=first).assignment
        for pk, place in zip(found.accounts, assigned.now.tolist(), strict=True):
            tier = self._plan.rules.names[place]
            if first:
                self._tiers[pk] = tier
            elif tier != self._tiers[pk]:
                self._move(pk, tier, run.as_of + timedelta(days=3 + pk % 5))

    def _days(self, pk: int, on: date) -> int:
        since = self._since.get(pk)
        return (on - since.date()).days if since else 10_000

    def _move(self, pk: int, tier: str, day: date) -> None:
        moment = datetime.combine(day, time(10), timezone.get_default_timezone())
        before = self._tiers[pk]
        if pk in self._open:
            self._open[pk].until = moment
        self._open[pk] = TierStay(
            account_id=pk,
            tier=tier,
            before=before,
            since=moment,
            reason=REASON,
            actor=self._approver,
        )
        self._stays.append(self._open[pk])
        self._tiers[pk], self._since[pk] = tier, moment
        told = TierChanged(pk, before, tier, REASON)
        self._facts.append(PastEvent(told, moment, self._approver))
