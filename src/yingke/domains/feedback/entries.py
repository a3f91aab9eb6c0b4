"""Entries in the registers of visits and customers: gate, panels, attention, archive part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

from django.db.models import Avg, Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from yingke.domains.customers import registers as customers
from yingke.domains.customers.queries.pages import CustomerPage
from yingke.domains.customers.registers import Moment, Story
from yingke.domains.feedback import queries
from yingke.domains.feedback.models import Feedback
from yingke.domains.feedback.web.tables import score_pill, state_pill
from yingke.domains.procedures.terms import NodeKind
from yingke.domains.visits import registers
from yingke.domains.visits.queries.pages import VisitPage
from yingke.foundation.kernel import clock
from yingke.foundation.ui import dates
from yingke.foundation.ui.panels import Attention, Note, Panel

if TYPE_CHECKING:
    from yingke.domains.customers.models import Account
    from yingke.domains.visits.models import Visit
    from yingke.foundation.identity.models import User

PANEL = "feedback/parts/panel.html"
MOST = 100


def _missing(visit: Visit) -> list[registers.Missing]:
    if queries.is_recorded(visit):
        return []
    return [
        registers.Missing(
            "feedback_missing", text=_("the feedback is not recorded"), url=_url(visit.pk)
        )
    ]


def _panel(user: User, page: VisitPage) -> dict[str, Any] | None:
    if page.visit.ended_at is None:
        return None
    rows = queries.with_visit(queries.visible_to(user)).filter(visit=page.visit)
    feedback = rows.select_related("recorded_by").first()
    if feedback is None:
        return None
    return {
        "feedback": feedback,
        "state": state_pill(feedback),
        "score": score_pill(feedback),
        "url": _url(page.visit.pk),
    }


def _customer_notes(user: User, accounts: Sequence[Account]) -> Mapping[int, list[Note]]:
    late = queries.overdue().filter(
        pk__in=queries.visible_to(user).values("pk"), visit__account__in=accounts
    )
    notes: dict[int, list[Note]] = {}
    for row in late.select_related("visit"):
        notes.setdefault(row.visit.account_id, []).append(_overdue(row))
    return notes


def _notes(user: User, visits: Sequence[Visit]) -> Mapping[int, list[Note]]:
    ended = [visit.pk for visit in visits if visit.ended_at is not None]
    if not ended:
        return {}
    late = queries.overdue().filter(visit__in=ended)
    return {row.visit_id: [_overdue(row)] for row in late}


def _overdue(row: Feedback) -> Note:
    text = _("Was due %(due)s") % {"due": dates.full(row.due_at)}
    return Note("red", _("Feedback is overdue"), text, _url(row.visit_id))


def _url(visit_id: int) -> str:
    return reverse("feedback:record", args=[visit_id])


def _mean(user: User, page: CustomerPage) -> tuple[object, object, object] | None:
    """The mean score of the last twelve months, with how many answers it is of."""
    year = clock.now() - timedelta(days=365)
    rows = queries.visible_to(user).filter(
        visit__account=page.account, recorded_at__gte=year, score__isnull=False
    )
    found = rows.aggregate(mean=Avg("score"), count=Count("pk"))
    if not found["count"]:
        return None
    note = ngettext("%(count)s answer", "%(count)s answers", found["count"]) % found
    return _("Feedback, 12 months"), f"{found['mean']:.0f}", note


def _moments(
    user: User | None, account: Account, since: datetime, until: datetime
) -> Iterator[Moment]:
    rows = Feedback.objects.all() if user is None else queries.visible_to(user)
    rows = rows.filter(visit__account=account, recorded_at__gte=since, recorded_at__lt=until)
    for feedback in rows.select_related("visit").order_by("-recorded_at", "-pk")[:MOST]:
        text = _("Feedback on “%(title)s”: %(score)s points")
        yield Moment(
            key=f"feedback-{feedback.pk}",
            at=cast("datetime", feedback.recorded_at),
            text=text % {"title": feedback.visit.title, "score": feedback.score},
            icon="message-square",
            url=_url(feedback.visit_id),
            note=feedback.suggestions,
        )


def add() -> None:
    """Add the entries; called once when Django starts."""
    registers.gates.add(registers.Gate("feedback", NodeKind.FEEDBACK, _missing))
    registers.panels.add(Panel("feedback", "side", 12, PANEL, _panel))
    registers.attention.add(Attention("feedback", _notes))
    registers.archive_parts.add(
        registers.ArchivePart("feedback", gettext_lazy("Feedback form"), queries.is_recorded)
    )
    customers.figures.add(customers.Figure("feedback", 50, _mean))
    customers.stories.add(Story("feedback", gettext_lazy("Feedback"), _moments))
    customers.attention.add(Attention("feedback", _customer_notes))
