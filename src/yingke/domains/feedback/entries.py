"""What feedback puts into a visit: a gate, a panel, notes, and a part of the archive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yingke.domains.feedback import queries
from yingke.domains.feedback.models import Feedback
from yingke.domains.feedback.web.tables import score_pill, state_pill
from yingke.domains.procedures.terms import NodeKind
from yingke.domains.visits import registers
from yingke.domains.visits.queries.pages import VisitPage
from yingke.foundation.kernel import clock
from yingke.foundation.ui import dates

if TYPE_CHECKING:
    from yingke.domains.visits.models import Visit
    from yingke.foundation.identity.models import User

PANEL = "feedback/parts/panel.html"


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


def _notes(user: User, visits: Sequence[Visit]) -> Mapping[int, list[registers.Note]]:
    ended = [visit.pk for visit in visits if visit.ended_at is not None]
    if not ended:
        return {}
    late = Feedback.objects.filter(visit__in=ended, recorded_at=None, due_at__lt=clock.now())
    return {
        row.visit_id: [
            registers.Note(
                "red",
                _("Feedback is overdue"),
                _("Was due %(due)s") % {"due": dates.full(row.due_at)},
                _url(row.visit_id),
            )
        ]
        for row in late
    }


def _url(visit_id: int) -> str:
    return reverse("feedback:record", args=[visit_id])


def add() -> None:
    """Called once, when Django starts."""
    registers.gates.add(registers.Gate("feedback", NodeKind.FEEDBACK, _missing))
    registers.panels.add(registers.Panel("feedback", "side", 12, PANEL, _panel))
    registers.attention.add(registers.Attention("feedback", _notes))
    registers.archive_parts.add(
        registers.ArchivePart("feedback", gettext_lazy("Feedback form"), queries.is_recorded)
    )
