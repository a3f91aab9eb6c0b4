"""Entries in the registers of visits and customers: gate, panels, attention, archive part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from yingke.domains.customers import registers as customers
from yingke.domains.customers.queries.pages import CustomerPage
from yingke.domains.customers.registers import Moment, Story
from yingke.domains.growth import permissions, queries
from yingke.domains.growth.models import Promise, Step
from yingke.domains.growth.terms import Outcome, StepKind
from yingke.domains.growth.web.registers import OPPORTUNITIES, PROMISES, today
from yingke.domains.growth.web.signs import outcome_pill
from yingke.domains.procedures.terms import NodeKind
from yingke.domains.visits import registers
from yingke.domains.visits.queries.pages import VisitPage
from yingke.foundation.journal import registers as journal
from yingke.foundation.kernel.money import format_cny
from yingke.foundation.ui import dates
from yingke.foundation.ui.panels import Attention, Note, Panel

if TYPE_CHECKING:
    from yingke.domains.customers.models import Account
    from yingke.domains.visits.models import Visit
    from yingke.foundation.identity.models import User

PARTS = "growth/parts/"
SHOWN, KEPT, MOST = 5, 3, 100


def _missing(visit: Visit) -> list[registers.Missing]:
    if queries.is_concluded(visit):
        return []
    text = _("the follow-up has no outcome")
    return [registers.Missing("follow_up_open", text=text, url=_url(visit.pk))]


def _panel(user: User, page: VisitPage) -> dict[str, Any] | None:
    if page.visit.ended_at is None:
        return None
    rows = queries.with_next_step(queries.visible_to(user)).filter(visit=page.visit)
    follow_up: Any = rows.select_related("owner").first()
    if follow_up is None:
        return None
    return {
        "follow_up": follow_up,
        "outcome": outcome_pill(follow_up),
        "next": StepKind(follow_up.next_kind).label if follow_up.next_kind else "",
        "url": _url(page.visit.pk),
    }


def _outcomes(user: User, page: CustomerPage) -> dict[str, Any] | None:
    """The latest visits that have ended, and what came of each."""
    rows: Any = queries.with_next_step(queries.visible_to(user)).filter(visit__account=page.account)
    rows = rows.select_related("visit__feedback", "visit__visit_type").prefetch_related(
        "visit__opportunities"
    )
    latest = list(rows.order_by("-visit__arrives_at", "-pk")[:SHOWN])
    if not latest:
        return None
    sees_opportunities = permissions.can_view_opportunities(user)
    return {
        "rows": [_outcome(row, sees_opportunities) for row in latest],
        "all_url": reverse("growth:list", query={"q": page.account.name}),
    }


def _outcome(row: Any, sees_opportunities: bool) -> dict[str, Any]:
    feedback = getattr(row.visit, "feedback", None)
    return {
        "visit": row.visit,
        "score": feedback.score if feedback is not None else None,
        "outcome": outcome_pill(row),
        "next": StepKind(row.next_kind).label if row.next_kind else "",
        "due_at": row.next_due_at,
        "reason": row.reason,
        "opportunities": list(row.visit.opportunities.all()) if sees_opportunities else [],
        "url": _url(row.visit_id),
    }


def _promises(user: User, page: CustomerPage) -> dict[str, Any]:
    """Open promises, the longest due first, and those kept lately; how many were kept in time."""
    year = today() - timedelta(days=365)
    rows = Promise.objects.filter(account=page.account).select_related("owner", "visit", "contact")
    found = list(rows.filter(Q(kept_at=None) | Q(due_on__gte=year)).order_by("due_on", "pk"))
    kept = [row for row in found if row.kept_at is not None]
    due = [row for row in found if row.kept_at is not None or row.due_on < today()]
    return {
        "open": [row for row in found if row.kept_at is None],
        "kept": kept[-KEPT:],
        "due": len(due),
        "in_time": sum(timezone.localtime(row.kept_at).date() <= row.due_on for row in kept),
        "today": today(),
        "may_promise": permissions.can_promise(user),
        "new_url": PROMISES.url("new", account=page.account.pk),
    }


def _opportunities(user: User, page: CustomerPage) -> dict[str, Any] | None:
    """Open opportunities, the largest first, with what they are worth by their probability."""
    if not permissions.can_view_opportunities(user):
        return None
    rows = queries.opportunities_visible_to(user).filter(account=page.account)
    found = list(queries.open_opportunities(rows).order_by("-amount", "-pk"))
    weighted = sum((row.amount * row.probability / 100 for row in found), Decimal(0))
    language = get_language() or ""
    may_edit = permissions.can_edit_opportunities(user)
    return {
        "rows": [
            (row, OPPORTUNITIES.url("detail", row.pk), format_cny(row.amount, language=language))
            for row in found[:SHOWN]
        ],
        "weighted": format_cny(weighted, language=language),
        "new_url": OPPORTUNITIES.url("new", account=page.account.pk) if may_edit else "",
    }


def _promise_notes(user: User, accounts: Sequence[Account]) -> Mapping[int, list[Note]]:
    late = Promise.objects.filter(account__in=accounts, kept_at=None, due_on__lt=today())
    notes: dict[int, list[Note]] = {}
    for promise in late.select_related("owner").order_by("due_on"):
        days = (today() - promise.due_on).days
        title = ngettext("Promise %(count)s day late", "Promise %(count)s days late", days) % {
            "count": days
        }
        text = _("%(text)s (%(name)s)") % {"text": promise.text, "name": promise.owner.label}
        url = reverse("growth:keep-promise", args=[promise.pk])
        notes.setdefault(promise.account_id, []).append(Note("red", title, text, url))
    return notes


def _customer_notes(user: User, accounts: Sequence[Account]) -> Mapping[int, list[Note]]:
    late = queries.late_steps().filter(
        follow_up__in=queries.visible_to(user), follow_up__visit__account__in=accounts
    )
    notes: dict[int, list[Note]] = {}
    for step in late.select_related("follow_up__visit"):
        notes.setdefault(step.follow_up.visit.account_id, []).append(_overdue(step))
    return notes


def _moments(
    user: User | None, account: Account, since: datetime, until: datetime
) -> Iterator[Moment]:
    """Steps that were done, and those that are due: each is a contact with the customer."""
    rows = Step.objects.filter(follow_up__visit__account=account, skipped=False)
    if user is not None:
        rows = rows.filter(follow_up__in=queries.visible_to(user))
    rows = rows.annotate(at=Coalesce("done_at", "due_at")).filter(at__gte=since, at__lt=until)
    open_or_done = rows.filter(Q(done_at__isnull=False) | Q(follow_up__outcome=Outcome.OPEN))
    for step in open_or_done.select_related("follow_up").order_by("-at", "-pk")[:MOST]:
        yield Moment(
            key=f"step-{step.pk}",
            at=step.at,
            text=str(step.get_kind_display()),
            icon="target",
            url=_url(step.follow_up.visit_id),
            note=step.note,
            planned=step.done_at is None,
            counts=True,
        )


def _notes(user: User, visits: Sequence[Visit]) -> Mapping[int, list[Note]]:
    ended = [visit.pk for visit in visits if visit.ended_at is not None]
    if not ended:
        return {}
    notes: dict[int, list[Note]] = {}
    late = queries.late_steps().filter(follow_up__visit__in=ended)
    for step in late.select_related("follow_up"):
        notes.setdefault(step.follow_up.visit_id, []).append(_overdue(step))
    return notes


def _overdue(step: Step) -> Note:
    title = _("Overdue: %(name)s") % {"name": step.get_kind_display()}
    text = _("Was due %(due)s") % {"due": dates.full(step.due_at)}
    return Note("red", title, text, _url(step.follow_up.visit_id))


def _url(visit_id: int) -> str:
    return reverse("growth:detail", args=[visit_id])


def add() -> None:
    """Add the entries; called once when Django starts."""
    registers.gates.add(registers.Gate("follow_up", NodeKind.FOLLOW_UP, _missing))
    registers.panels.add(Panel("follow_up", "side", 14, f"{PARTS}panel.html", _panel))
    registers.attention.add(Attention("follow_up", _notes))
    registers.archive_parts.add(
        registers.ArchivePart("follow_up", gettext_lazy("Closed follow-up"), queries.is_concluded)
    )
    customers.panels.add(
        Panel("promises", "main", 4, f"{PARTS}promises.html", _promises),
        Panel("outcomes", "main", 50, f"{PARTS}outcomes.html", _outcomes),
        Panel("opportunities", "side", 30, f"{PARTS}opportunities.html", _opportunities),
    )
    customers.attention.add(Attention("promises", _promise_notes))
    journal.show_in_context("growth.promise", queries.promises_visible_to)
    journal.show_in_context("growth.opportunity", queries.opportunities_visible_to)
    customers.stories.add(Story("follow_ups", gettext_lazy("Follow-ups"), _moments, counts=True))
    customers.attention.add(Attention("follow_ups", _customer_notes))
