"""Approvals a user may decide, and approvers of an approval."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet

from yingke.domains.procedures.models import ApprovalChain
from yingke.domains.procedures.queries import chains
from yingke.domains.procedures.queries.steps import StepLine, step_lines
from yingke.domains.procedures.terms import Urgency
from yingke.domains.visits import registers
from yingke.domains.visits.models import Approval, Visit
from yingke.domains.visits.permissions import APPROVAL_RIGHTS
from yingke.domains.visits.rules import approvals as rules
from yingke.domains.visits.terms import CLOSED_STATES, ApprovalKind, Decision, LeadClass
from yingke.foundation.identity import queries as identity
from yingke.foundation.identity.models import User
from yingke.foundation.identity.models.access import access_of, partners_of

if TYPE_CHECKING:
    from yingke.domains.visits.models import PlanVersion

WITH = ("visit__account", "asked_by", "plan", "step", "assignee")


def waiting_for(user: User) -> QuerySet[Approval]:
    """Return approvals the user may decide now, oldest first."""
    rows = _addressed_to(user).filter(decision=Decision.PENDING)
    rows = _without_conflict(rows, user).exclude(visit__state__in=CLOSED_STATES)
    return rows.select_related(*WITH).order_by("asked_at", "pk")


def is_approver(user: User) -> bool:
    """Whether approvals are part of this person's work."""
    return any(user.may(right) for right in APPROVAL_RIGHTS.values())


def decidable(user: User, visit_id: int) -> frozenset[int]:
    """Return ids of a visit's approvals that the user may decide now."""
    return frozenset(waiting_for(user).filter(visit=visit_id).values_list("pk", flat=True))


def may_ever_decide(user: User, approval: Approval) -> bool:
    """Whether an approval is or was addressed to the user, regardless of conflicts of interest."""
    return _addressed_to(user).filter(pk=approval.pk).exists()


def conflict_of(user: User, approval: Approval) -> str:
    """Return why the user may not decide an approval addressed to them; "" if they may."""
    givers, takers = partners_of(user)
    return rules.conflict(parties_of(approval), user.pk, [*givers, *takers])


def takers_of(people: list[int]) -> set[int]:
    """Return people to whom any of these people delegates now."""
    rows = identity.delegations_in_force().filter(giver__in=people)
    return set(rows.values_list("taker", flat=True))


def round_of(approval: Approval) -> QuerySet[Approval]:
    """Return the approvals of one submission: of a plan version, or since the last submission."""
    rows = Approval.objects.filter(visit=approval.visit_id, plan=approval.plan_id)
    if approval.plan_id is None and approval.visit.submitted_at is not None:
        rows = rows.filter(asked_at__gte=approval.visit.submitted_at)
    return rows.order_by("position", "pk")


def parties_of(approval: Approval) -> rules.Parties:
    """Return the people involved in the round of an approval."""
    plan = approval.plan
    askers = {approval.asked_by_id, approval.visit.requester_id}
    approved = round_of(approval).filter(decision=Decision.APPROVED)
    return rules.Parties(
        frozenset(askers | ({plan.made_by_id} if plan else set())),
        frozenset(approved.values_list("decided_by", flat=True)),
    )


def rows_of(questions: Iterable[Approval]) -> list[rules.Row]:
    """Return approvals as values for the rules."""
    return [rules.Row(one.pk, one.position, one.decision) for one in questions]


def deciders_of(approval: Approval) -> list[User]:
    """Return people to whom an approval is addressed and who may decide it, by name."""
    parties = parties_of(approval)
    pairs = list(identity.delegations_in_force().values_list("giver", "taker"))
    found = []
    for user in candidates(approval):
        partners = [a if b == user.pk else b for a, b in pairs if user.pk in (a, b)]
        if not rules.conflict(parties, user.pk, partners):
            found.append(user)
    return found


def candidates(approval: Approval) -> QuerySet[User]:
    """Return people to whom an approval is addressed, with delegates, ignoring conflicts."""
    people = identity.active_users()
    if approval.assignee_id is not None:
        named = Q(pk=approval.assignee_id)
        return people.filter(named | Q(pk__in=takers_of([approval.assignee_id])))
    if approval.role:
        holders = identity.users_in_role(approval.role, approval.unit)
        keys = list(holders.values_list("pk", flat=True))
        return people.filter(pk__in={*keys, *takers_of(keys)})
    return identity.users_with(APPROVAL_RIGHTS[ApprovalKind(approval.kind)])


def chain_for(visit: Visit, occasion: str, *, lead_class: str = "") -> ApprovalChain:
    """Return the chain for a submission made now; RuleViolation("no_chain_in_force").

    `lead_class` is the lead time class of a request not yet submitted.
    """
    in_time = (lead_class or visit.lead_class) == LeadClass.NORMAL
    return chains.chosen_for(
        occasion=occasion,
        urgency=Urgency.NORMAL if in_time else Urgency.URGENT,
        visit_type_id=visit.visit_type_id,
        tier=visit.account.tier,
        site_id=visit.site_id,
        amount=amount_of(visit),
    )


def amount_of(visit: Visit) -> Decimal | None:
    """Return the cost of a visit in CNY from the packages above; None if unknown."""
    known = [amount for source in registers.amounts if (amount := source.of(visit)) is not None]
    return sum(known, Decimal(0)) if known else None


def preview(visit: Visit, occasion: str, *, lead_class: str = "") -> list[StepLine]:
    """Return the steps, in order and in words, of a submission made now."""
    return step_lines(chains.steps_of(chain_for(visit, occasion, lead_class=lead_class)))


def latest_round(visit: Visit, plan: PlanVersion | None = None) -> list[Approval]:
    """Return the approvals of the last submission of the request, or of a plan version."""
    last = visit.approvals.filter(plan=plan).select_related("plan").order_by("-pk").first()
    if last is None:
        return []
    last.visit = visit
    return list(round_of(last).select_related(*WITH, "decided_by"))


def _addressed_to(user: User) -> QuerySet[Approval]:
    """Return approvals addressed to the user or to people they stand in for."""
    held = access_of(user).holdings
    codes = sorted({role for role, _path in held})
    of_unit = [Q(role=role, unit__path__startswith=path) for role, path in sorted(held)]
    kinds = [kind for kind, right in APPROVAL_RIGHTS.items() if user.may(right)]
    return Approval.objects.filter(
        Q(assignee__in=[user.pk, *partners_of(user).givers])
        | Q(assignee=None, role="", kind__in=kinds)
        | Q(assignee=None, unit=None, role__in=codes)
        | reduce(or_, (Q(assignee=None, unit__isnull=False) & one for one in of_unit), Q(pk=None))
        | Q(escalated_at__isnull=False, step__escalate_to__in=codes)
    )


def _without_conflict(rows: QuerySet[Approval], user: User) -> QuerySet[Approval]:
    """Filter like `rules.approvals.conflict`, in SQL for lists."""
    givers, takers = partners_of(user)
    barred = [user.pk, *givers, *takers]
    approved = Approval.objects.filter(
        visit=OuterRef("visit"), decided_by__in=barred, decision=Decision.APPROVED
    )
    of_request = approved.filter(plan=None, asked_at__gte=OuterRef("visit__submitted_at"))
    return rows.filter(
        ~Q(asked_by__in=barred),
        ~Q(visit__requester__in=barred),
        Q(plan=None) | ~Q(plan__made_by__in=barred),
        ~Exists(approved.filter(plan=OuterRef("plan"))),
        Q(plan__isnull=False) | ~Exists(of_request),
    )
