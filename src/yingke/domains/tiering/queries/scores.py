"""Scores of the latest run and over time, of customers that the reader may see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import F, FloatField, QuerySet, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce

from yingke.domains.customers import queries as customers
from yingke.domains.tiering.models import Run, Score
from yingke.domains.tiering.rules.board import Standing

if TYPE_CHECKING:
    from yingke.domains.customers.models import Account
    from yingke.foundation.identity.models import User

MONTHS = 24


def latest_run() -> Run | None:
    return Run.objects.select_related("rule_set").order_by("-month", "-at", "-pk").first()


def visible_scores(user: User, run: Run) -> QuerySet[Score]:
    """The scores of a run; none for who may not see scores."""
    if not user.may("tiering.see"):
        return Score.objects.none()
    rows = Score.objects.filter(run=run)
    return rows if sees_all(user) else rows.filter(account__in=customers.visible_to(user))


def sees_all(user: User) -> bool:
    return user.may("customers.see_all")


def measure(name: str) -> Cast:
    """A measure as a number, for filters and orders."""
    return Cast(KeyTextTransform(name, "measures"), FloatField())


def with_measures(rows: QuerySet[Score]) -> QuerySet[Score]:
    """Annotate `points` and `revenue`, 0 where unknown, as an order needs them."""
    return rows.annotate(
        points=Coalesce("total", Value(0.0)), revenue=Coalesce(measure("monetary"), Value(0.0))
    )


def standings_of(user: User, run: Run) -> list[Standing]:
    """All visible customers of a run, in one query."""
    rows = visible_scores(user, run).annotate(
        revenue=measure("monetary"), alive=measure("p_alive"), own_tier=F("account__tier")
    )
    named = ("account__short_name", "account__name")
    found = rows.values_list("account_id", *named, "own_tier", "total", "revenue", "alive")
    return [
        Standing(pk, short or name, tier, total, revenue, alive)
        for pk, short, name, tier, total, revenue, alive in found
    ]


def history_of(account: Account) -> list[Score]:
    """The scores of a customer, newest month first."""
    rows = Score.objects.filter(account=account).select_related("run__rule_set")
    return list(rows.order_by("-month")[:MONTHS])


def peers_of(user: User, account: Account, run: Run) -> list[dict[str, Any]]:
    """Dimensions of the visible customers in the same tier."""
    rows = visible_scores(user, run).filter(account__tier=account.tier)
    return list(rows.values_list("dimensions", flat=True))
