"""Guests, request, approvals and plan versions of a sample visit."""

from datetime import datetime, timedelta

from yingke.config.sample.company import Company
from yingke.config.sample.customers import Customers
from yingke.config.sample.rows import Rows
from yingke.config.sample.script import Script
from yingke.domains.procedures.models import ChainStep
from yingke.domains.visits import events
from yingke.domains.visits.models import AgendaItem, Approval, Guest, PlanVersion, Visit
from yingke.domains.visits.queries import plan_parts
from yingke.domains.visits.services import chain_runs
from yingke.foundation.kernel import calendars


class Paperwork:
    """Writes requests and decisions."""

    def __init__(self, company: Company, customers: Customers, rows: Rows) -> None:
        self._company = company
        self._customers = customers
        self._rows = rows
        self._calendar = calendars.for_calendar("CN")
        steps = ChainStep.objects.select_related("chain")
        self._steps = {(step.chain.code, step.approver): step for step in steps}

    def guests(self, script: Script, visit: Visit) -> None:
        """Add the most influential contacts as guests."""
        contacts = self._customers.contacts[script.account.pk]
        for position, contact in enumerate(contacts[: script.headcount]):
            role = "principal" if position == 0 else "vip" if position == 1 else "companion"
            self._rows.add(
                Guest(
                    visit=visit,
                    contact=contact,
                    role=role,
                    position=position,
                    expectation=contact.concern,
                )
            )

    def request(self, script: Script, visit: Visit) -> None:
        """Write draft, submission and decision."""
        rows, about = self._rows, (visit.pk, visit.account_id)
        rows.member(visit.pk, script.requester.pk)
        rows.member(visit.pk, script.host.pk)
        rows.happened(
            script.created,
            script.requester,
            lambda: events.VisitDrafted(*about, visit.number, visit.title),
        )
        if script.fate == "draft":
            return
        if not rows.happened(
            script.submitted,
            script.requester,
            lambda: events.VisitSubmitted(
                *about, script.lead_class, script.lead_days, script.arrives_at
            ),
        ):
            return
        kinds = ["request"] if script.lead_class == "normal" else ["request", "urgency"]
        for kind in kinds:
            self._decision(script, visit, kind)

    def _decision(self, script: Script, visit: Visit, kind: str) -> None:
        rows, about = self._rows, (visit.pk, visit.account_id)
        by = script.approver if kind == "request" else self._company.users["manager"]
        verdict = {"rejected": "rejected", "returned": "returned"}.get(script.fate, "approved")
        comment = {
            "rejected": "与产能评审冲突，改由线上沟通。",
            "returned": "请补充来访名单与核心诉求。",
        }.get(verdict, "同意")
        chain = "request" if script.lead_class == "normal" else "request-urgent"
        approver = "approvers" if kind == "request" else "urgent"
        approval = rows.add(
            Approval(
                visit=visit,
                kind=kind,
                asked_by=script.requester,
                asked_at=script.submitted,
                **self._step(chain, approver, script.submitted),
            )
        )
        fact = {
            "approved": lambda: events.RequestApproved(*about, kind, comment),
            "returned": lambda: events.RequestReturned(*about, comment),
            "rejected": lambda: events.RequestRejected(*about, comment),
        }[verdict]
        if rows.happened(script.decided, by, fact):
            approval.decision, approval.decided_by = verdict, by
            approval.decided_at, approval.comment = script.decided, comment

    def _step(self, chain: str, approver: str, opened: datetime | None) -> dict[str, object]:
        """The step of a chain with its deadline."""
        step = self._steps[chain, approver]
        assert opened is not None  # noqa: S101 – only what was submitted has approvals
        hours = timedelta(hours=step.hours)
        due_at = self._calendar.add_working_hours(opened, hours)
        return {"step": step, "position": step.position * chain_runs.SPACING, "due_at": due_at}

    def plan(self, script: Script, visit: Visit, items: list[AgendaItem]) -> None:
        """Write a plan version, a snapshot of the agenda, and its approval."""
        rows, about = self._rows, (visit.pk, visit.account_id)
        if not rows.happened(
            script.plan_submitted, script.coordinator, lambda: events.PlanSubmitted(*about, 1)
        ):
            return
        version = rows.add(
            PlanVersion(
                visit=visit,
                number=1,
                content={},
                made_by=script.coordinator,
                made_at=script.plan_submitted,
            )
        )
        rows.before_writing(PlanVersion, lambda: version.content.update(_content(visit, items)))
        approval = rows.add(
            Approval(
                visit=visit,
                kind="plan",
                plan=version,
                asked_by=script.coordinator,
                asked_at=script.plan_submitted,
                **self._step("plan", "approvers", script.plan_submitted),
            )
        )
        if rows.happened(
            script.plan_approved, script.approver, lambda: events.PlanApproved(*about, 1, "同意")
        ):
            approval.decision, approval.decided_by = "approved", script.approver
            approval.decided_at, approval.comment = script.plan_approved, "同意"


def _content(visit: Visit, items: list[AgendaItem]) -> dict[str, object]:
    """The snapshot of a plan: dates and agenda, before people and rooms were found."""
    return {
        "dates": plan_parts.dates_of(visit),
        "agenda": [plan_parts.item_row(item) for item in items],
    }
