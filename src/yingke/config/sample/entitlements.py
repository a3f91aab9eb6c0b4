"""Three quarters of entitlements: most dates kept, some late, a few missed; people on site."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Final

from yingke.config.sample.company import Company
from yingke.domains.customers.models import Account
from yingke.domains.tiering.models import CareAction, Placement, SavePlan
from yingke.domains.tiering.queries.entitlements import today
from yingke.domains.tiering.services import entitlements as services
from yingke.domains.tiering.services import health
from yingke.domains.tiering.terms import ActionState

BACK: Final = (timedelta(days=180), timedelta(days=90), timedelta(0))
MONTHS: Final = 13
CAUSES: Final = ("采购窗口响应太慢", "竞品报价更低", "二期项目暂停", "对接人离职")
PROOFS: Final = ("纪要已存档", "客户签收", "通话 35 分钟", "报告已当面说明")


def build(random: Random, company: Company) -> None:
    """Make the dates of three quarters, and say how they went."""
    day = today()
    for back in BACK:
        services.generate(day - back)
    rows = []
    for action in CareAction.objects.filter(state=ActionState.PLANNED, due_on__lt=day).order_by(
        "due_on", "pk"
    ):
        chance = random.random()
        if chance < 0.04 and (day - action.due_on).days < 70:
            continue  # missed, and nobody has said why
        late = timedelta(days=random.randint(1, 9) if chance < 0.1 else -random.randint(0, 20))
        action.state, action.proof = ActionState.DONE, random.choice(PROOFS)
        action.done_on = min(max(action.due_on + late, action.starts_on), day)
        action.planned_on = action.done_on
        rows.append(action)
    early = CareAction.objects.filter(state=ActionState.PLANNED, due_on__gte=day, starts_on__lt=day)
    for action in early.order_by("pk"):
        if random.random() < 0.35:
            action.state, action.proof = ActionState.DONE, random.choice(PROOFS)
            action.done_on = day - timedelta(days=random.randint(0, (day - action.starts_on).days))
            rows.append(action)
        else:
            ahead = min((action.due_on - day).days, 25)
            action.planned_on = action.due_on - timedelta(days=random.randint(0, ahead))
            rows.append(action)
    columns = ["state", "done_on", "planned_on", "proof"]
    CareAction.objects.bulk_update(rows, columns, batch_size=1000)
    _placements(random, company)
    _health()
    _save_plans(random)


def _placements(random: Random, company: Company) -> None:
    """A technical manager at most customers of the second tier; at some nobody came after one."""
    people, day = company.by_role["business"], today()
    rows = []
    for number, account in enumerate(Account.objects.filter(tier="key").order_by("pk")):
        left = number % 23 == 5
        begins = day - timedelta(days=random.randint(100, 500))
        rows.append(
            Placement(
                account=account,
                person=people[number % len(people)],
                begins_on=begins,
                ends_on=day - timedelta(days=17) if left else None,
            )
        )
    Placement.objects.bulk_create(rows)


def _health() -> None:
    """The health of a year, month by month, and the steps that somebody takes now."""
    day = today()
    ends = [day - timedelta(days=1)]
    while len(ends) < MONTHS:
        ends.append(ends[-1].replace(day=1) - timedelta(days=1))
    for end in reversed(ends):
        health.compute(end)
    health.follow_playbooks(day)


def _save_plans(random: Random) -> None:
    """Plans for customers about to leave; some were kept."""
    day, rows = today(), []
    for number, account in enumerate(Account.objects.filter(tier="at_risk").order_by("pk")[:14]):
        opened = day - timedelta(days=random.randint(20, 300))
        ended = number % 3 != 0
        kept = number % 3 == 1
        at_risk = Decimal(random.randint(40, 400) * 10_000)
        rows.append(
            SavePlan(
                account=account,
                cause=random.choice(CAUSES),
                alternatives="延长质保并派驻工程师\n改用分期付款与联合试点",
                at_risk=at_risk,
                owner=account.account_manager,
                opened_on=opened,
                state="kept" if kept else "lost" if ended else "open",
                closed_on=min(opened + timedelta(days=60), day) if ended else None,
                rescued=at_risk * 8 / 10 if kept else None,
            )
        )
    SavePlan.objects.bulk_create(rows)
