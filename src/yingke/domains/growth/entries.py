"""What follow-ups put into a visit: a gate, a panel, notes, and a part of the archive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yingke.domains.growth import queries
from yingke.domains.growth.models import Step
from yingke.domains.growth.terms import Outcome, StepKind
from yingke.domains.growth.web.signs import outcome_pill
from yingke.domains.procedures.terms import NodeKind
from yingke.domains.visits import registers
from yingke.domains.visits.queries.pages import VisitPage
from yingke.foundation.kernel import clock
from yingke.foundation.ui import dates

if TYPE_CHECKING:
    from yingke.domains.visits.models import Visit
    from yingke.foundation.identity.models import User

PANEL = "growth/parts/panel.html"


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


def _notes(user: User, visits: Sequence[Visit]) -> Mapping[int, list[registers.Note]]:
    ended = [visit.pk for visit in visits if visit.ended_at is not None]
    if not ended:
        return {}
    late = Step.objects.filter(
        follow_up__visit__in=ended,
        follow_up__outcome=Outcome.OPEN,
        done_at=None,
        due_at__lt=clock.now(),
    ).select_related("follow_up")
    notes: dict[int, list[registers.Note]] = {}
    for step in late:
        title = _("Overdue: %(name)s") % {"name": step.get_kind_display()}
        text = _("Was due %(due)s") % {"due": dates.full(step.due_at)}
        visit_id = step.follow_up.visit_id
        notes.setdefault(visit_id, []).append(registers.Note("red", title, text, _url(visit_id)))
    return notes


def _url(visit_id: int) -> str:
    return reverse("growth:detail", args=[visit_id])


def add() -> None:
    """Called once, when Django starts."""
    registers.gates.add(registers.Gate("follow_up", NodeKind.FOLLOW_UP, _missing))
    registers.panels.add(registers.Panel("follow_up", "side", 14, PANEL, _panel))
    registers.attention.add(registers.Attention("follow_up", _notes))
    registers.archive_parts.add(
        registers.ArchivePart(
            "follow_up", gettext_lazy("Concluded follow-up"), queries.is_concluded
        )
    )
