"""The next step of a visit for its reader."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from yingke.domains.procedures.terms import NodeKind
from yingke.domains.visits import permissions
from yingke.domains.visits.queries.sheets import VisitSheet
from yingke.domains.visits.terms import CLOSED_STATES, Answer, Decision, VisitState
from yingke.foundation.ui import dates

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


CLOSED_ELSEWHERE: Final = (NodeKind.FEEDBACK, NodeKind.FOLLOW_UP)


@dataclass(frozen=True)
class Step:
    """A button: label and URL."""

    label: str
    url: str
    icon: str
    dialog: bool = True


def of(sheet: VisitSheet, user: User) -> Step | None:
    """Return the first step that applies: what others wait for comes before own work."""
    for find in _FINDERS:
        step = find(sheet, user)
        if step is not None:
            return step
    return None


def _decide(sheet: VisitSheet, user: User) -> Step | None:
    for row in sheet.pending:
        if row.id in sheet.decidable_by(user):
            url = reverse("visits:decide", args=[row.id])
            return Step(_("Review: %(what)s") % {"what": row.title}, url, "clipboard-check")
    return None


def _submit(sheet: VisitSheet, user: User) -> Step | None:
    if not permissions.can_submit(user, sheet.visit):
        return None
    return Step(_("Submit"), reverse("visits:submit", args=[sheet.visit.pk]), "send")


def _on_site(sheet: VisitSheet, user: User) -> Step | None:
    visit = sheet.visit
    arrives = visit.state in (VisitState.PLANNED, VisitState.CONFIRMED)
    today = arrives and dates.days_until(visit.arrives_at) <= 0
    running = visit.state == VisitState.IN_PROGRESS
    if (today or running) and permissions.can_note_arrival(user, visit):
        return Step(
            _("On-site mode"), reverse("visits:day", args=[visit.pk]), "users", dialog=False
        )
    return None


def _answer(sheet: VisitSheet, user: User) -> Step | None:
    for row in sheet.items:
        for part in row.people:
            if part.user_id == user.pk and part.answer == Answer.ASKED:
                url = reverse("visits:answer", args=[part.id])
                return Step(_("Answer invitation"), url, "calendar-check")
    return None


def _plan(sheet: VisitSheet, user: User) -> Step | None:
    visit = sheet.visit
    if visit.state != VisitState.APPROVED or not permissions.can_plan(user, visit):
        return None
    if not sheet.items:
        url = reverse("visits:agenda-start", args=[visit.pk])
        return Step(_("Start agenda"), url, "calendar-plus")
    if sheet.plan_decision != Decision.PENDING:
        return Step(_("Submit plan"), reverse("visits:plan-submit", args=[visit.pk]), "send")
    return None


def _confirm(sheet: VisitSheet, user: User) -> Step | None:
    visit = sheet.visit
    if visit.state != VisitState.PLANNED or not permissions.runs(user, visit):
        return None
    if sheet.readiness.score < sheet.limits.readiness:
        return None
    return Step(_("Confirm readiness"), reverse("visits:confirm", args=[visit.pk]), "shield-check")


def _own_node(sheet: VisitSheet, user: User) -> Step | None:
    """Return the user's node in the current phase with an open gate, except the last two nodes."""
    current = sheet.current
    if current is None or sheet.visit.state in CLOSED_STATES:
        return None
    for node in sheet.nodes:
        mine = node.is_open and node.owner_id == user.pk and node.phase == current.phase
        if mine and node.kind not in CLOSED_ELSEWHERE and not sheet.missing(node):
            label = _("Complete node %(number)s") % {"number": node.number}
            return Step(label, reverse("visits:node", args=[node.id]), "circle-check")
    return None


def _own_task(sheet: VisitSheet, user: User) -> Step | None:
    if sheet.visit.state in CLOSED_STATES:
        return None
    for task in sheet.open_tasks:
        if task.assignee_id == user.pk:
            return Step(_("Do my next task"), reverse("visits:task", args=[task.pk]), "list-checks")
    return None


def _follow_up(sheet: VisitSheet, user: User) -> Step | None:
    visit = sheet.visit
    if visit.state == VisitState.ENDED and permissions.runs(user, visit):
        url = reverse("visits:follow-up", args=[visit.pk])
        return Step(_("Start follow-up"), url, "handshake")
    if permissions.can_archive(user, visit):
        return Step(_("Archive"), reverse("visits:archive", args=[visit.pk]), "archive")
    return None


def _restore(sheet: VisitSheet, user: User) -> Step | None:
    if not permissions.can_restore(user, sheet.visit):
        return None
    return Step(_("Restore"), reverse("visits:restore", args=[sheet.visit.pk]), "undo-2")


_FINDERS: Final[tuple[Callable[[VisitSheet, User], Step | None], ...]] = (
    _decide,
    _submit,
    _on_site,
    _answer,
    _plan,
    _confirm,
    _own_node,
    _own_task,
    _follow_up,
    _restore,
)
