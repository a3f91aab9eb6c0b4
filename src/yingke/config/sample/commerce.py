"""Three years of orders, payments, contracts, projects, contacts and service cases.

Each customer buys by the habit of its group; some have a story: one of the strategic ones has
slowed down over the last months, one that was written off buys again, and one pays late.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings

from yingke.config.sample.customers import Customers
from yingke.domains.commerce.models import Contract, Order, Payment, Project, Quote
from yingke.domains.customers.models import Account, Contact, Interaction
from yingke.domains.growth.models import Opportunity, Promise
from yingke.domains.service.models import Case
from yingke.domains.visits.models import Visit
from yingke.foundation.identity.models import User
from yingke.foundation.kernel import clock

YEARS: Final = 3
GOODS: Final = (
    *("储能变流器", "电池模组", "能量管理系统授权", "充电桩", "配电柜", "现场调试服务"),
    *("智慧运维平台", "年度维保", "光伏逆变器", "并网检测服务"),
)
SOLUTIONS: Final = ("系统", "服务", "平台", "维保")
TALKS: Final = (
    *("确认交货期", "讨论付款安排", "跟进样机试用", "介绍新产品路线", "安排技术交流"),
    *("回访使用情况", "澄清技术参数", "约定下次会面"),
)
PROMISES: Final = (
    *("寄送英文版检测报告", "提供付款条件的备选方案", "安排样机试用四周", "给出并网调试排期"),
    *("介绍研发负责人", "更新技术协议附件"),
)
TROUBLES: Final = (
    ("question", "参数设置咨询"), ("question", "软件升级咨询"), ("fault", "通讯中断"),
    ("fault", "变流器告警"), ("delivery", "到货日期变更"), ("complaint", "并网调试等待过久"),
    ("complaint", "备件寄送太慢"), ("other", "索取检测报告"),
)  # fmt: skip


@dataclass(frozen=True)
class Habit:
    """How a group of customers buys: days between orders, ten thousand yuan each."""

    days: int
    amount: tuple[int, int]
    contacts_a_month: float
    cases_a_year: float
    projects: int


HABITS: Final = {
    "strategic": Habit(24, (60, 420), 3.2, 5, 4),
    "key": Habit(40, (25, 180), 1.8, 4, 2),
    "potential": Habit(85, (4, 60), 0.7, 2, 1),
    "at_risk": Habit(45, (20, 150), 0.9, 5, 1),
}


def build(random: Random, customers: Customers) -> None:
    """Write the rows of all customers, table by table."""
    writer = _Writer(random)
    for position, account in enumerate(customers.accounts):
        writer.write(position, account, customers.contacts[account.pk])
    Contract.objects.bulk_create(writer.contracts)
    Contract.objects.bulk_create(writer.renewals())
    Order.objects.bulk_create(writer.orders, batch_size=2000)
    Payment.objects.bulk_create(writer.payments, batch_size=2000)
    Project.objects.bulk_create(writer.projects)
    Quote.objects.bulk_create(writer.quotes)
    Interaction.objects.bulk_create(writer.interactions, batch_size=2000)
    Case.objects.bulk_create(writer.cases, batch_size=2000)
    _business(random, customers)


def _business(random: Random, customers: Customers) -> None:
    """Promises and opportunities that came of visits, some of them late."""
    today = clock.today(ZoneInfo(settings.TIME_ZONE))
    latest: dict[int, list[Visit]] = {}
    for visit in Visit.objects.filter(ended_at__isnull=False).order_by("-ended_at"):
        latest.setdefault(visit.account_id, []).append(visit)
    promises: list[Promise] = []
    opportunities: list[Opportunity] = []
    for account in customers.accounts:
        for visit in latest.get(account.pk, [])[:3]:
            promises.append(_promise(random, account, visit, today))
            if random.random() < 0.5:
                number = len(opportunities) + 1
                opportunities.append(_opportunity(random, account, visit, number))
    Promise.objects.bulk_create(promises)
    Opportunity.objects.bulk_create(opportunities)


def _promise(random: Random, account: Account, visit: Visit, today: date) -> Promise:
    made = visit.ended_at.date()
    due = made + timedelta(days=random.choice((7, 14, 21)))
    is_kept = due < today and random.random() < 0.85
    kept = due + timedelta(days=random.choice((-3, -1, -1, 2)))
    moment = datetime.combine(min(kept, today), time(1), ZoneInfo("UTC"))
    return Promise(
        account=account,
        visit=visit,
        text=random.choice(PROMISES),
        owner=visit.lead_host or account.account_manager,
        promised_on=made,
        due_on=due,
        kept_at=min(moment, clock.now()) if is_kept else None,
        proof="已发送，客户签收" if is_kept else "",
    )


def _opportunity(random: Random, account: Account, visit: Visit, number: int) -> Opportunity:
    opened = visit.ended_at.date()
    stage, percent = random.choice(
        (("lead", 20), ("qualified", 40), ("proposal", 60), ("negotiation", 75), ("won", 100))
    )
    return Opportunity(
        number=f"SJ-{opened.year}-{number:04}",
        account=account,
        visit=visit,
        title=random.choice(("储能二期", "智慧运维平台", "产线改造", "联合研发", "年度框架续签")),
        opportunity_kind=random.choice(("product", "solution", "co_creation", "renewal")),
        stage=stage,
        probability=percent,
        amount=Decimal(random.randint(50, 2000) * 10_000),
        expected_on=opened + timedelta(days=random.randint(60, 300)),
        opened_on=opened,
        owner=account.account_manager,
    )


class _Writer:
    def __init__(self, random: Random) -> None:
        self._random = random
        self._zone = ZoneInfo(settings.TIME_ZONE)
        self._today = clock.today(self._zone)
        self._start = self._today - timedelta(days=365 * YEARS)
        self.contracts: list[Contract] = []
        self.orders: list[Order] = []
        self.payments: list[Payment] = []
        self.projects: list[Project] = []
        self.quotes: list[Quote] = []
        self.interactions: list[Interaction] = []
        self.cases: list[Case] = []

    def write(self, position: int, account: Account, people: list[Contact]) -> None:
        """Write what one customer bought, said and asked."""
        habit, pace = HABITS[account.tier], self._random.uniform(0.7, 1.35)
        contract = self._contract(account, habit)
        stopped = self._stopped(position, account)
        for day in self._days(habit.days / pace, self._faded(position, account)):
            if stopped is None or day < stopped:
                self._order(account, contract, day, habit)
        for _number in range(round(habit.projects * pace)):
            self._project(account, leads=position == 0)
        self._quotes(account, habit)
        self._contacts(account, people, habit.contacts_a_month * pace, position)
        self._cases(account, people, habit.cases_a_year)

    def _faded(self, position: int, account: Account) -> date | None:
        """The day from which a customer buys less and less; None for most."""
        if account.tier == "at_risk":
            back = self._random.choice((None, 240, 300, 420))
            return self._today - timedelta(days=back) if back else None
        slipping = account.tier == "strategic" and position > 0 and position % 9 == 0
        return self._today - timedelta(days=200) if slipping else None

    def _stopped(self, position: int, account: Account) -> date | None:
        """The day on which a customer left without a word; None for who still buys."""
        chance = {"at_risk": 0.6, "potential": 0.25, "key": 0.08}.get(account.tier, 0.0)
        if position == 0 or self._random.random() >= chance:
            return None
        return self._today - timedelta(days=self._random.randint(120, 700))

    def _days(self, apart: float, faded: date | None) -> list[date]:
        found, day = [], self._start + timedelta(days=self._random.randint(0, int(apart)))
        while day <= self._today:
            found.append(day)
            slower = 4 if faded is not None and day > faded else 1
            day += timedelta(days=max(3, round(self._random.gammavariate(2, apart / 2) * slower)))
        return found

    def _contract(self, account: Account, habit: Habit) -> Contract | None:
        if account.tier == "potential" and self._random.random() < 0.6:
            return None
        signed = self._start + timedelta(days=self._random.randint(0, 900))
        ends = signed + timedelta(days=self._random.choice((365, 730, 1095)))
        contract = Contract(
            number=f"HT-{signed.year}-{len(self.contracts) + 1:04}",
            account=account,
            title="年度框架协议",
            signed_on=signed,
            ends_on=ends,
            amount=self._money(habit) * 6,
        )
        self.contracts.append(contract)
        return contract

    def renewals(self) -> list[Contract]:
        """A successor for most contracts that have ended."""
        ended = [one for one in self.contracts if one.ends_on and one.ends_on < self._today]
        return [
            Contract(
                number=f"{one.number}-X",
                account=one.account,
                title=one.title,
                signed_on=one.ends_on - timedelta(days=15),
                ends_on=one.ends_on + timedelta(days=365),
                amount=one.amount * 11 / 10,
                renews=one,
            )
            for place, one in enumerate(ended)
            if place % 4 and one.ends_on
        ]

    def _order(self, account: Account, contract: Contract | None, day: date, habit: Habit) -> None:
        goods, amount = self._random.choice(GOODS), self._money(habit)
        is_solution = any(word in goods for word in SOLUTIONS)
        order = Order(
            number=f"DD-{day:%Y%m}-{len(self.orders) + 1:05}",
            account=account,
            title=goods,
            ordered_on=day,
            amount=amount,
            solution_amount=amount if is_solution else (amount * 15 / 100).quantize(Decimal(1)),
            contract=contract if contract and contract.signed_on <= day else None,
        )
        self.orders.append(order)
        due = day + timedelta(days=self._random.choice((30, 45, 60)))
        late = self._random.choice((0, 0, -3, -5, 4, 9, 25 if account.tier == "at_risk" else 0))
        paid = due + timedelta(days=late)
        self.payments.append(
            Payment(
                number=order.number.replace("DD", "HK"),
                account=account,
                title=goods,
                due_on=due,
                paid_on=paid if paid <= self._today else None,
                amount=amount,
                order=order,
            )
        )

    def _project(self, account: Account, *, leads: bool) -> None:
        started = self._day_between(0, 0)
        lasts = timedelta(days=self._random.randint(60, 400))
        self.projects.append(
            Project(
                number=f"XM-{started.year}-{len(self.projects) + 1:04}",
                account=account,
                title=self._random.choice(("联合试点", "示范站建设", "产线改造", "数据平台共建")),
                started_on=started,
                ended_on=started + lasts if self._random.random() < 0.7 else None,
                innovation=leads or self._random.random() < 0.4,
            )
        )

    def _quotes(self, account: Account, habit: Habit) -> None:
        for _number in range(self._random.randint(0, 3)):
            day = self._day_between(600, 0)
            old = (self._today - day).days > 60
            self.quotes.append(
                Quote(
                    number=f"BJ-{day.year}-{len(self.quotes) + 1:04}",
                    account=account,
                    title=self._random.choice(GOODS),
                    quoted_on=day,
                    valid_until=day + timedelta(days=60),
                    amount=self._money(habit),
                    outcome=self._random.choice(("won", "won", "lost")) if old else "open",
                )
            )

    def _contacts(
        self, account: Account, people: list[Contact], a_month: float, position: int
    ) -> None:
        count = round(a_month * 12 * YEARS)
        for _number in range(count):
            moment = self._moment(self._day_between(0, 0))
            self._contact(account, self._random.choice(people[:4]), moment, "held")
        if position % 5 == 0:
            soon = self._moment(self._today + timedelta(days=self._random.randint(1, 6)))
            self._contact(account, people[0], soon, "planned")

    def _contact(self, account: Account, person: Contact, moment: datetime, state: str) -> None:
        channel = self._random.choice(("call", "call", "mail", "message", "meeting", "call_on"))
        self.interactions.append(
            Interaction(
                number=f"HD-{len(self.interactions) + 1:05}",
                account=account,
                contact=person,
                channel=channel,
                held_at=moment,
                state=state,
                summary=self._random.choice(TALKS),
                by=self._owner(account),
            )
        )

    def _cases(self, account: Account, people: list[Contact], a_year: float) -> None:
        for _number in range(self._random.randint(0, round(2 * a_year * YEARS))):
            kind, title = self._random.choice(TROUBLES)
            opened = self._moment(self._day_between(0, 0))
            answered = opened + timedelta(hours=self._random.choice((1, 2, 4, 9, 30)))
            closed = answered + timedelta(days=self._random.choice((0, 1, 2, 3, 6, 12)))
            self.cases.append(
                Case(
                    number=f"GD-{opened:%Y}-{len(self.cases) + 1:04}",
                    account=account,
                    contact=self._random.choice(people),
                    title=title,
                    case_kind=kind,
                    owner=self._owner(account),
                    opened_at=opened,
                    first_response_at=answered if answered < clock.now() else None,
                    closed_at=closed if closed < clock.now() else None,
                )
            )

    def _money(self, habit: Habit) -> Decimal:
        low, high = habit.amount
        return Decimal(round(self._random.triangular(low, high, low * 1.6) * 100) * 100)

    def _day_between(self, from_start: int, until: int) -> date:
        span = 365 * YEARS - from_start - until
        return self._start + timedelta(days=from_start + self._random.randint(0, span - 1))

    def _moment(self, day: date) -> datetime:
        hour, minute = self._random.randint(9, 17), self._random.choice((0, 10, 30, 45))
        return datetime.combine(day, time(hour, minute), self._zone)

    def _owner(self, account: Account) -> User:
        return account.account_manager
