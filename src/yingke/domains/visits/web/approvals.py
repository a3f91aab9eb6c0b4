"""Approvals in words, for the visit page and for approvers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yingke.domains.visits.models import Approval
from yingke.domains.visits.queries import approvals as queries
from yingke.domains.visits.queries import pages, sheets
from yingke.domains.visits.queries.pages import VisitPage
from yingke.domains.visits.queries.rows import ApprovalRow
from yingke.domains.visits.rules import approvals as rules
from yingke.domains.visits.terms import Decision
from yingke.domains.visits.web import plan_diff
from yingke.domains.visits.web.messages import joined, warning_of
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.money import format_cny
from yingke.foundation.ui import dates

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

NAMES_SHOWN = 3


@dataclass(frozen=True)
class ApprovalLine:
    """An approval on the visit page: who has to decide, since when, by when."""

    row: ApprovalRow
    people: str
    times: str
    overdue: bool


def panel(user: User, page: VisitPage) -> list[ApprovalLine] | None:
    """Return the approvals of a visit; one query for each open one without a single assignee."""
    return [_line(row, page) for row in page.approvals_shown] or None


def _line(row: ApprovalRow, page: VisitPage) -> ApprovalLine:
    if row.decision == Decision.WAITING:
        return ApprovalLine(row, row.assignee, _("after the steps before"), False)
    if not row.pending:
        return ApprovalLine(row, row.by, dates.ago(row.when), False)
    overdue = row.due_at is not None and row.due_at < clock.now()
    since = _("since %(moment)s") % {"moment": dates.full(row.asked_at)}
    due = _("due %(moment)s") % {"moment": dates.full(row.due_at)} if row.due_at else ""
    people = row.assignee or names(queries.candidates(_question(row, page)))
    return ApprovalLine(row, people, " · ".join(part for part in (since, due) if part), overdue)


def names(people: Iterable[User]) -> str:
    """Return the first names of these people and how many more there are."""
    found = [user.label for user in people]
    more = len(found) - NAMES_SHOWN
    shown = joined(found[:NAMES_SHOWN])
    return _("%(names)s and %(n)s more") % {"names": shown, "n": more} if more > 0 else shown


def _question(row: ApprovalRow, page: VisitPage) -> Approval:
    return Approval(pk=row.id, visit=page.visit, kind=row.kind, role=row.role, unit_id=row.unit_id)


def facts_of(user: User, approval: Approval) -> dict[str, Any]:
    """Return what an approver decides on: warnings, people, guests, cost, earlier opinions."""
    visit = approval.visit
    found: dict[str, Any] = {
        "approval": approval,
        "opinions": _opinions(approval),
        "opinion_label": _opinion_label(approval),
        "amount": _money(queries.amount_of(visit)),
        "guest_rows": pages.guest_rows(user, visit),
        "people": names(queries.deciders_of(approval)) if _is_open(approval) else "",
        "is_open": _is_open(approval),
        "overdue": approval.due_at is not None and approval.due_at < clock.now(),
    }
    if approval.plan is not None:
        sheet = sheets.read(visit)
        found |= {
            "sheet": sheet,
            "warnings": [warning_of(notice) for notice in sheet.warnings],
            "reason": approval.plan.reason,
            "changes": plan_diff.of_approval(approval),
        }
    return found


def next_url(user: User) -> str:
    """Return the URL of the next approval waiting for the user, or ""."""
    following = queries.waiting_for(user).first()
    return reverse("visits:decide", args=[following.pk]) if following else ""


def _money(amount: Decimal | None) -> str:
    return "" if amount is None else format_cny(amount, language=get_language() or "")


def _is_open(approval: Approval) -> bool:
    return approval.decision == Decision.PENDING


def _opinions(approval: Approval) -> list[Approval]:
    """Return earlier decisions of this round."""
    rows = queries.round_of(approval).filter(decision=Decision.APPROVED).exclude(pk=approval.pk)
    return list(rows.select_related("step", "decided_by"))


def _opinion_label(approval: Approval) -> str:
    """拟办意见 at steps before the last, 领导意见 at the last."""
    rows = queries.rows_of(queries.round_of(approval))
    if rules.is_last(rows, approval.position) and len({row.position for row in rows}) > 1:
        return _("Final opinion")
    return _("Recommendation") if len({row.position for row in rows}) > 1 else _("Comment")
