"""Builds the sample company in one transaction."""

from collections.abc import Callable
from random import Random

from django.db import connection, transaction

from yingke.config.sample import (
    cases,
    changes,
    clockwork,
    commerce,
    entitlements,
    imports,
    tiering,
)
from yingke.config.sample import company as companies
from yingke.config.sample import customers as customer_rows
from yingke.config.sample.after import After, Ending
from yingke.config.sample.company import DOMAIN, PASSWORD, SIGN_INS, Company
from yingke.config.sample.desk import Desk
from yingke.config.sample.names import Names
from yingke.config.sample.papers import Papers
from yingke.config.sample.paperwork import Paperwork
from yingke.config.sample.preparation import Preparation
from yingke.config.sample.programme import Programme
from yingke.config.sample.rows import Rows
from yingke.config.sample.script import DEMANDS, Script, Writer
from yingke.domains.assessment import services as assessment
from yingke.domains.customers import tasks as customer_jobs
from yingke.domains.procedures.models import VisitType
from yingke.domains.visits import events
from yingke.domains.visits.models import Node, NumberSeries, Visit
from yingke.domains.visits.rules.archive import archive_name
from yingke.domains.visits.terms import NodeState
from yingke.foundation.identity import services as identity
from yingke.foundation.kernel import calendars, clock
from yingke.foundation.kernel.naming import pinyin_key

SEED = 20260101
Say = Callable[[str], None]


class NotEmpty(RuntimeError):
    """The database already has users; a sample needs an empty one."""


@transaction.atomic
def build_company(*, say: Say) -> int:
    """Build the sample; return the number of journal entries. Raises NotEmpty."""
    from yingke.foundation.identity.models import User

    if User.objects.exists():
        raise NotEmpty("The database is not empty; the sample company needs one of its own.")
    with clock.at(clock.now().replace(second=0, microsecond=0)):
        random = Random(SEED)  # noqa: S311 – the sample is the same everywhere, on purpose
        names = Names(random)
        say("Hiring 60 people, furnishing 2 sites")
        company = companies.build(random, names)
        say("Finding 248 customers")
        customers = customer_rows.build(random, names, company)
        say("Receiving 500 visits")
        facts = _Visits(random, company, customers).write(say)
        say("Selling for three years")
        commerce.build(Random(SEED), customers)  # noqa: S311
        imports.build(company, customers)
        say("Scoring fourteen months")
        tiering.build(Random(SEED), customers, company)  # noqa: S311
        entitlements.build(Random(SEED), company)  # noqa: S311
        emails = [f"{login}@{DOMAIN}" for login, *_ in SIGN_INS]
        identity.mark_sample(emails=emails, password=PASSWORD)
        assessment.rebuild()
        customer_jobs.find_duplicates.enqueue()
    say("Counting what is there")
    with connection.cursor() as cursor:
        cursor.execute("analyze")
    return facts


class _Visits:
    """Turns scripts into visits with all their rows."""

    def __init__(
        self, random: Random, company: Company, customers: customer_rows.Customers
    ) -> None:
        calendar = calendars.for_calendar("CN")
        self._rows = Rows()
        self._random = random
        self._company = company
        self._writer = Writer(random, company, customers, calendar, self._rows.now)
        self._preparation = Preparation(random, company, calendar, self._rows, Papers(self._rows))
        self._paperwork = Paperwork(company, customers, self._rows)
        self._programme = Programme(random, company, Desk(random, company), self._rows)
        self._after = After(random, company, self._rows, self._preparation)
        self._types = {row.code: row for row in VisitType.objects.all()}
        self._archives: set[str] = set()

    def write(self, say: Say) -> int:
        scripts = [s for s in self._writer.scripts() if s.created <= self._rows.now]
        visits = Visit.objects.bulk_create(self._visits(scripts))
        for script, visit in zip(scripts, visits, strict=True):
            self._story(script, visit)
        say("Writing the journal")
        facts = self._rows.flush()
        columns = [
            *("state", "arrived_at", "ended_at", "archived_at", "archive_name", "procedure"),
            *("arrival_noted_by", "arrival_noted_at", "arrival_noted_in"),
        ]
        columns += ["cancelled_from", "cancel_reason", "coordinator", "approved_at"]
        Visit.objects.bulk_update(visits, columns, batch_size=250)
        facts += clockwork.catch_up(visits, self._rows.now)
        clockwork.fill_inboxes(visits)
        cases.make(visits, self._company)
        changes.make(visits)
        return facts

    def _visits(self, scripts: list[Script]) -> list[Visit]:
        counts: dict[int, int] = {}
        rows = []
        for script in sorted(scripts, key=lambda one: one.created):
            year = script.created.year
            counts[year] = counts.get(year, 0) + 1
            rows.append((script, f"RC-{year}-{counts[year]:04}"))
        NumberSeries.objects.bulk_create(
            NumberSeries(year=year, last=last) for year, last in counts.items()
        )
        numbers = {id(script): number for script, number in rows}
        return [self._visit(script, numbers[id(script)]) for script in scripts]

    def _visit(self, script: Script, number: str) -> Visit:
        now, kind = self._rows.now, self._types[script.visit_type]
        submitted = script.submitted if script.fate != "draft" else None
        return Visit(
            number=number,
            title=script.title,
            title_key=pinyin_key(script.title),
            account=script.account,
            site=script.site,
            visit_type=kind,
            requester=script.requester,
            department=self._company.units["key-accounts"],
            lead_host=script.host,
            arrives_at=script.arrives_at,
            leaves_at=script.leaves_at,
            headcount=script.headcount,
            demand=DEMANDS[script.visit_type],
            purpose=script.purpose,
            identity=f"{script.account.short_name}一行 {script.headcount} 人",
            channel=self._random.choice(("email", "phone", "online")),
            confirmation="客户联络人邮件确认",
            lead_class=script.lead_class,
            urgency_reason="" if script.lead_class == "normal" else "customer",
            answers={"transport": "pickup", "photos": True} if script.visit_type != "tour" else {},
            created_at=script.created,
            submitted_at=submitted if submitted and submitted <= now else None,
        )

    def _story(self, script: Script, visit: Visit) -> None:
        rows, now = self._rows, self._rows.now
        self._paperwork.guests(script, visit)
        self._paperwork.request(script, visit)
        decided = script.decided is not None and script.decided <= now
        if decided and script.fate in ("runs", "cancelled"):
            visit.coordinator, visit.approved_at = script.coordinator, script.decided
            rows.member(visit.pk, script.coordinator.pk)
            items = self._programme.write(script, visit)
            nodes = self._preparation.nodes(script, visit)
            if not (script.cancelled and script.cancelled < (script.plan_submitted or now)):
                self._paperwork.plan(script, visit, items)
            self._confirm(script, visit, nodes)
            self._run(script, visit, nodes)
        visit.state = self._state(script, visit, decided=decided)

    def _confirm(self, script: Script, visit: Visit, nodes: list[Node]) -> None:
        """Confirm the visit if all preparation was done before the arrival."""
        before = [node for node in nodes if node.phase == "before"]
        if script.fate != "runs" or any(node.state == NodeState.OPEN for node in before):
            return
        moment = max(node.completed_at for node in before)
        checked, needed = self._preparation.checks_of(before)
        if moment < script.arrives_at and self._rows.happened(
            moment,
            script.coordinator,
            lambda: events.VisitConfirmed(
                visit.pk, visit.account_id, checked, needed, 90 + checked * 10 // max(needed, 1)
            ),
        ):
            visit.state = "confirmed"

    def _run(self, script: Script, visit: Visit, nodes: list[Node]) -> None:
        rows, about = self._rows, (visit.pk, visit.account_id)
        if rows.happened(
            script.arrived,
            script.host,
            lambda: events.GuestsArrived(*about, script.arrives_at, script.arrived),
        ):
            visit.arrived_at = visit.arrival_noted_at = script.arrived
            visit.arrival_noted_by, visit.arrival_noted_in = script.host, "confirmed"
        if rows.happened(
            script.ended, script.host, lambda: events.VisitEnded(*about, script.ended)
        ):
            visit.ended_at = script.ended
            ending = self._after.write(script, visit, nodes)
            self._archive(script, visit, nodes[-1], ending)

    def _archive(self, script: Script, visit: Visit, node, ending: Ending) -> None:  # type: ignore[no-untyped-def]
        rows, moment = self._rows, ending.archived
        if moment is None or moment > rows.now:
            return
        day = script.arrives_at.astimezone(calendars.for_calendar("CN").tz).date()
        visit.archive_name = archive_name(visit.account.name, day, taken=frozenset(self._archives))
        self._archives.add(visit.archive_name)
        visit.archived_at = moment
        node.state, node.completed_at = NodeState.DONE, moment
        node.completed_by = script.coordinator
        about = (visit.pk, visit.account_id)
        rows.happened(
            moment,
            script.coordinator,
            lambda: events.VisitArchived(*about, visit.archive_name, True, []),
        )
        rows.happened(
            moment,
            script.coordinator,
            lambda: events.NodeCompleted(
                *about, node.number, node.kind, node.name, node.name_en, node.due_at, True
            ),
        )

    def _state(self, script: Script, visit: Visit, *, decided: bool) -> str:
        """Return the state that the latest event leads to."""
        now = self._rows.now
        if visit.submitted_at is None:
            return "draft"
        if not decided:
            return "submitted"
        if script.fate in ("returned", "rejected"):
            return script.fate
        reached = self._reached(script, visit)
        if script.cancelled and script.cancelled <= now:
            visit.cancelled_from, visit.cancel_reason = reached, "客户行程变更"
            self._rows.happened(
                script.cancelled,
                script.requester,
                lambda: events.VisitCancelled(visit.pk, visit.account_id, reached, "客户行程变更"),
            )
            return "cancelled"
        return reached

    def _reached(self, script: Script, visit: Visit) -> str:
        if visit.archived_at:
            return "archived"
        if visit.ended_at:
            return "follow_up"
        if visit.arrived_at:
            return "in_progress"
        if visit.state == "confirmed":
            return "confirmed"
        until = script.cancelled or self._rows.now
        approved = script.plan_approved
        return "planned" if approved and approved <= min(until, self._rows.now) else "approved"
