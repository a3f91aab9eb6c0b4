"""Scripts of the sample visits: what happens when. Only past events become rows."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from yingke.config.sample.company import Company
from yingke.config.sample.customers import Customers
from yingke.domains.customers.models import Account
from yingke.foundation.identity.models import Site, User
from yingke.foundation.kernel.calendar import WorkingCalendar

COUNT = 500
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)

# type: (title, purpose)
OCCASIONS = {
    "talks": (
        ("高层来访", "二期项目合作洽谈，确认框架协议"),
        ("年度框架洽谈", "新一年度框架合作洽谈"),
        ("扩产合作洽谈", "扩产合作与商务条款沟通"),
    ),
    "tour": (
        ("园区考察", "考察园区与产线，了解交付能力"),
        ("展厅参观", "参观展厅与储能示范线"),
        ("同业考察", "同业考察与经验交流"),
    ),
    "technical": (
        ("并网技术交流", "储能系统并网技术交流"),
        ("自动化方案交流", "产线自动化改造方案交流"),
        ("接口与安全评审", "接口与数据安全技术讨论"),
    ),
    "signing": (
        ("战略合作签约", "战略合作协议签约"),
        ("联合实验室签约", "联合实验室共建签约"),
        ("采购框架签约", "年度采购框架签约"),
    ),
}
DEMANDS = {"talks": "cooperation", "tour": "tour", "technical": "consulting", "signing": "signing"}


@dataclass
class Script:
    """Times and people of a visit; a time of None never comes."""

    account: Account
    site: Site
    visit_type: str
    arrives_at: datetime
    leaves_at: datetime
    requester: User
    host: User
    coordinator: User
    approver: User
    headcount: int
    title: str
    purpose: str
    created: datetime
    submitted: datetime | None = None
    decided: datetime | None = None
    lead_class: str = "normal"
    lead_days: int = 5
    fate: str = "runs"  # runs, draft, waiting, returned, rejected, cancelled
    cancelled: datetime | None = None
    diligence: float = 0.9  # share of work done on time
    plan_submitted: datetime | None = None
    plan_approved: datetime | None = None
    arrived: datetime | None = None
    ended: datetime | None = None
    late_arrival: timedelta = timedelta(0)
    notes: list[str] = field(default_factory=list)


class Writer:
    """Draws the scripts of a year by arrival."""

    def __init__(
        self,
        random: Random,
        company: Company,
        customers: Customers,
        calendar: WorkingCalendar,
        now: datetime,
    ) -> None:
        self._random = random
        self._company = company
        self._calendar = calendar
        self._now = now
        self._pools = {
            tier: customers.of_tier(tier) for tier in ("strategic", "key", "potential", "at_risk")
        }

    def scripts(self) -> list[Script]:
        """Return all visits: of the past year, today and four weeks ahead."""
        today = self._now.astimezone(self._calendar.tz).date()
        days = [
            day
            for day in (today + timedelta(days=n) for n in range(-364, 29))
            if self._calendar.is_working_day(day)
        ]
        future = [day for day in days if day > today]
        past = [day for day in days if day < today]
        drawn = [self._random.choice(past) for _ in range(COUNT)]
        # most requests for the coming weeks do not exist yet
        drawn += [self._random.choice(future) for _ in range(64)]
        # on days off the sample also shows a visit in progress
        drawn += [today] * 6
        scripts = [self._script(day) for day in sorted(drawn)] + self._in_the_house(today)
        self._leave_some_open(scripts)
        return scripts

    def _leave_some_open(self, scripts: list[Script]) -> None:
        """Leave some coming requests as draft, submitted or returned."""
        ahead = [
            script
            for script in scripts
            if script.fate == "runs" and script.created <= self._now < script.arrives_at - 24 * HOUR
        ]
        fates = ("waiting", "runs", "draft", "waiting", "runs", "returned")
        for number, script in enumerate(reversed(ahead)):
            script.fate = fates[number % len(fates)]
            if script.fate == "waiting":  # for an approver
                script.decided = None
                script.submitted = min(script.submitted or self._now, self._now - HOUR)
            if script.fate != "runs":
                script.arrived = script.ended = None
        waiting = [script for script in ahead if script.fate == "waiting"]
        if waiting:  # the one that comes next is urgent, and the approver of the last one is late
            waiting[0].lead_class, waiting[0].lead_days = "urgent", 2
            waiting[-1].created -= 96 * HOUR
            waiting[-1].submitted = waiting[-1].created + HOUR

    def _in_the_house(self, today: date) -> list[Script]:
        """Return two visits in progress, if it is during visiting hours."""
        local = self._now.astimezone(self._calendar.tz)
        if not 9 <= local.hour < 20:
            return []
        begun = (local - 90 * MINUTE).replace(minute=0, second=0, microsecond=0)
        return [self._script(today, begun.timetz().replace(tzinfo=None)) for _ in range(2)]

    def _script(self, day: date, at: time | None = None) -> Script:
        random, company = self._random, self._company
        tier = random.choices(list(self._pools), weights=(35, 35, 20, 10))[0]
        visit_type = random.choices(list(OCCASIONS), weights=(40, 25, 25, 10))[0]
        usual = (time(9, 0), time(9, 30), time(9, 30), time(10, 0), time(13, 30))
        start = at or random.choice(usual)
        arrives_at = self._calendar.at(day, start)
        hours = 4 if start == time(13, 30) else 7
        account = random.choice(self._pools[tier])
        site = company.sites["headquarters" if random.random() < 0.72 else "south"]
        title, purpose = random.choice(OCCASIONS[visit_type])
        script = Script(
            account=account,
            site=site,
            visit_type=visit_type,
            arrives_at=arrives_at,
            leaves_at=arrives_at + hours * HOUR,
            requester=account.account_manager,
            host=random.choice(company.by_role["host"]),
            coordinator=random.choice(company.by_role["coordinator"]),
            approver=company.users["approver"],
            headcount=random.choice((3, 3, 4, 5, 6, 8)),
            title=title,
            purpose=purpose,
            created=arrives_at,
        )
        self._preparation(script, day)
        self._fate(script)
        self._the_day(script)
        return script

    def _preparation(self, script: Script, day: date) -> None:
        random, calendar = self._random, self._calendar
        draw = random.random()
        lead = 1 if draw < 0.06 else 2 if draw < 0.09 else random.choice((3, 4, 5, 5, 6, 7, 9))
        start = calendar.add_working_days(day, -lead)
        opening = calendar.at(start, time(9)) + random.randint(0, 240) * MINUTE
        script.created = opening
        script.submitted = calendar.add_working_hours(opening, random.randint(15, 150) * MINUTE)
        script.decided = calendar.add_working_hours(
            script.submitted, random.randint(10, 240) * MINUTE
        )
        script.lead_days = lead
        script.lead_class = "normal" if lead >= 3 else "urgent"
        script.diligence = random.choice((0.97, 0.95, 0.92, 0.85, 0.7))
        pause = random.uniform(0.25, 0.55) * (script.arrives_at - script.decided)
        script.plan_submitted = script.decided + pause
        script.plan_approved = calendar.add_working_hours(
            script.plan_submitted, random.randint(20, 180) * MINUTE
        )
        script.plan_approved = min(script.plan_approved, script.arrives_at - HOUR)
        script.plan_submitted = min(script.plan_submitted, script.plan_approved - 10 * MINUTE)

    def _fate(self, script: Script) -> None:
        draw = self._random.random()
        if draw < 0.035:
            script.fate = "cancelled"
            assert script.decided is not None  # noqa: S101 – set just before
            share = self._random.uniform(0.1, 0.9)
            script.cancelled = script.decided + share * (script.arrives_at - script.decided)
        elif draw < 0.05:
            script.fate = "rejected"

    def _the_day(self, script: Script) -> None:
        if script.fate != "runs":
            return
        random = self._random
        minutes = random.choice((-12, -5, -3, 0, 2, 4, 6, 10, 18, 35))
        script.late_arrival = minutes * MINUTE
        script.arrived = script.arrives_at + script.late_arrival
        script.ended = script.leaves_at + random.randint(-10, 25) * MINUTE


def shifted(random: Random, moment: datetime, spread: timedelta) -> datetime:
    """Return a time at most `spread` before `moment`."""
    return moment - random.random() * spread
