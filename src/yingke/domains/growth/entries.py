"""Entries in the registers of visits and customers: gate, panels, attention, archive part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yingke.domains.customers import registers as customers
from yingke.domains.customers.queries.pages import CustomerPage
from yingke.domains.customers.registers import Moment, Story
from yingke.domains.growth import queries
from yingke.domains.growth.models import Step
from yingke.domains.growth.terms import Outcome, StepKind
from yingke.domains.growth.web.signs import outcome_pill
from yingke.domains.procedures.terms import NodeKind
from yingke.domains.visits import registers
from yingke.domains.visits.queries.pages import VisitPage
from yingke.foundation.ui import dates
from yingke.foundation.ui.panels import Attention, Note, Panel

if TYPE_CHECKING:
    from yingke.domains.customers.models import Account
    from yingke.domains.visits.models import Visit
    from yingke.foundation.identity.models import User

PANEL, CUSTOMER_PANEL = "growth/parts/panel.html", "growth/parts/customer.html"
SHOWN, MOST = 5, 100


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


def _customer_panel(user: User, page: CustomerPage) -> list[dict[str, Any]] | None:
    """The follow-ups of the latest visits."""
    rows: Any = queries.with_next_step(queries.visible_to(user)).filter(visit__account=page.account)
    latest = rows.select_related("visit").order_by("-visit__arrives_at", "-pk")[:SHOWN]
    return [
        {
            "visit": row.visit,
            "outcome": outcome_pill(row),
            "next": StepKind(row.next_kind).label if row.next_kind else "",
            "due_at": row.next_due_at,
            "url": _url(row.visit_id),
        }
        for row in latest
    ] or None


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
    registers.panels.add(Panel("follow_up", "side", 14, PANEL, _panel))
    registers.attention.add(Attention("follow_up", _notes))
    registers.archive_parts.add(
        registers.ArchivePart("follow_up", gettext_lazy("Closed follow-up"), queries.is_concluded)
    )
    customers.panels.add(Panel("follow_ups", "side", 20, CUSTOMER_PANEL, _customer_panel))
    customers.stories.add(Story("follow_ups", gettext_lazy("Follow-ups"), _moments, counts=True))
    customers.attention.add(Attention("follow_ups", _customer_notes))
