"""Health: computed every night for the current month, with a playbook for what lowers it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, cast

from django.db import transaction
from django.db.models import Max

from yingke.domains.customers import queries as customers
from yingke.domains.customers.models import Account
from yingke.domains.tiering import events, permissions
from yingke.domains.tiering.models import CareAction, HealthScore, PlaybookStep, SavePlan
from yingke.domains.tiering.queries.entitlements import today
from yingke.domains.tiering.queries.health import facts_of
from yingke.domains.tiering.rules.health import Weights, health, next_step
from yingke.domains.tiering.terms import ActionState, OwedBy, PlanState
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal.records import save_changes
from yingke.foundation.kernel.changes import locked_or_new
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.policy import queries as policy

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

FEWEST_ALTERNATIVES = 2


def weights() -> Weights:
    """The points that the company gives, by its parameters."""
    names = Weights.__dataclass_fields__
    with policy.pinned_version():
        given = {name: cast("int", policy.value(f"tiering.health.{name}")) for name in names}
    return Weights(**given)


@transaction.atomic
def compute(day: date) -> int:
    """Compute the health of all active customers at the end of a day, for its month.

    Later rows change nothing, and a second run gives the same. Returns how many were computed.
    """
    accounts = list(Account.objects.filter(status="active").values_list("pk", flat=True))
    given, month = weights(), day.replace(day=1)
    rows = []
    for pk, facts in facts_of(day, accounts).items():
        found = health(facts, given)
        reasons = [asdict(reason) for reason in found.reasons]
        rows.append(
            HealthScore(account_id=pk, month=month, as_of=day, value=found.value, reasons=reasons)
        )
    HealthScore.objects.bulk_create(
        rows,
        batch_size=2000,
        update_conflicts=True,
        unique_fields=["account", "month"],
        update_fields=["as_of", "value", "reasons"],
    )
    return len(rows)


@transaction.atomic
def follow_playbooks(day: date) -> int:
    """Give somebody the next step for each signal that lowers a customer's health; how many."""
    steps: dict[str, list[PlaybookStep]] = {}
    for step in PlaybookStep.objects.filter(active=True).order_by("position", "pk"):
        steps.setdefault(step.signal, []).append(step)
    taken: dict[int, list[CareAction]] = {}
    recent = CareAction.objects.filter(step__isnull=False, due_on__gte=day - timedelta(days=180))
    for action in recent.exclude(state=ActionState.DROPPED):
        taken.setdefault(action.account_id, []).append(action)
    latest = HealthScore.objects.aggregate(month=Max("month"))["month"]
    scores = HealthScore.objects.filter(month=latest).select_related("account")
    fresh = [
        action
        for score in scores
        for action in _steps_for(score, steps, taken.get(score.account_id, []), day)
    ]
    return len(CareAction.objects.bulk_create(fresh, ignore_conflicts=True))


def _steps_for(
    score: HealthScore,
    steps: dict[str, list[PlaybookStep]],
    taken: list[CareAction],
    day: date,
) -> Iterable[CareAction]:
    low = {one["signal"] for one in score.reasons if one["points"] < 0}
    for signal in sorted(low):
        own = {step.pk: step for step in steps.get(signal, ())}
        open_ = [one.step_id or 0 for one in taken if one.state == ActionState.PLANNED]
        done = [one.step_id or 0 for one in taken if one.state != ActionState.PLANNED]
        found = next_step(list(own), done, open_)
        if found is not None:
            step, account = own[found], score.account
            due = day + timedelta(days=step.days)
            director = account.director_id if step.owed_by == OwedBy.DIRECTOR else None
            yield CareAction(
                step=step,
                account=account,
                owner_id=director or account.account_manager_id,
                starts_on=day,
                due_on=due,
                planned_on=due,
            )


@transaction.atomic
def save_step(
    *, actor: User | None, pk: int | None = None, version: int | None = None, **columns: Any
) -> PlaybookStep:
    """Save a step of a playbook; a new one needs `signal` and `name`."""
    require(actor is None or permissions.can_edit_entitlements(actor))
    row = locked_or_new(PlaybookStep, pk, version)
    save_changes(row, columns, actor=actor, event=events.PlaybookChanged.of)
    return row


@transaction.atomic
def save_plan(
    *, actor: User | None, pk: int | None = None, version: int | None = None, **columns: Any
) -> SavePlan:
    """Open, edit or close a plan to save a customer; one that has ended says when and what it
    rescued. RuleViolation `two_alternatives`, `closed_when` or `rescued_how_much`."""
    require(actor is None or permissions.can_save(actor))
    row = locked_or_new(SavePlan, pk, version)
    merged = {name: columns.get(name, getattr(row, name)) for name in PLAN}
    customers.require_known(actor, merged["account_id"])
    if len([line for line in merged["alternatives"].splitlines() if line.strip()]) < (
        FEWEST_ALTERNATIVES
    ):
        raise RuleViolation("two_alternatives", field="alternatives")
    if merged["state"] == PlanState.OPEN:
        columns["closed_on"] = columns["rescued"] = None
    elif merged["closed_on"] is None:
        columns["closed_on"] = today()
    if merged["state"] == PlanState.KEPT and merged["rescued"] is None:
        raise RuleViolation("rescued_how_much", field="rescued")
    save_changes(row, columns, actor=actor, event=events.SavePlanChanged.of)
    return row


PLAN = ("account_id", "alternatives", "state", "closed_on", "rescued")


def run_tonight() -> None:
    """Compute the health of yesterday's end, and give out the steps."""
    day = today()
    compute(day - timedelta(days=1))
    follow_playbooks(day)
