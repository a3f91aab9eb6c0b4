"""Entries in the registers of customers and visits: tiers follow, panels, attention."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yingke.domains.customers import registers as customers
from yingke.domains.customers.queries.pages import CustomerPage
from yingke.domains.customers.terms import Tier
from yingke.domains.tiering import permissions, wording
from yingke.domains.tiering.models import HealthScore
from yingke.domains.tiering.queries import entitlements, moves
from yingke.domains.tiering.queries.health import plans_visible_to
from yingke.domains.tiering.queries.sheets import ScoreSheet, sheet_of
from yingke.domains.tiering.queries.visits import shift_of
from yingke.domains.tiering.rules import entitlements as rules
from yingke.domains.tiering.services import stays
from yingke.domains.tiering.terms import ActionState
from yingke.domains.tiering.web import entitlements as owed
from yingke.domains.tiering.web import health, sheets
from yingke.domains.tiering.wording import move_reason
from yingke.domains.visits import registers as visits
from yingke.domains.visits.queries.pages import VisitPage
from yingke.foundation.journal import registers as journal
from yingke.foundation.ui.panels import Attention, Note, Panel

if TYPE_CHECKING:
    from yingke.domains.customers.models import Account
    from yingke.foundation.identity.models import User


def _sheet(user: User, page: CustomerPage) -> ScoreSheet | None:
    found: ScoreSheet | None = page.once("score_sheet", lambda: sheet_of(user, page.account))
    return found


def _points(user: User, page: CustomerPage) -> tuple[object, object, object] | None:
    """The score, beside the median of the tier."""
    sheet = _sheet(user, page)
    if sheet is None or sheet.score.total is None:
        return None
    peers = ""
    if sheet.peer_total is not None:
        peers = _("median of the tier %(points)s") % {"points": f"{sheet.peer_total:.1f}"}
    return _("Value score"), f"{sheet.score.total:.1f}", peers


def _kept(user: User, page: CustomerPage) -> tuple[object, object, object]:
    """The dates of this quarter that were kept, of all."""
    panel = _owed(user, page)
    missed = _("%(count)s missed") % {"count": panel["missed"]} if panel["missed"] else ""
    return _("Entitlements, this quarter"), f"{panel['kept']} / {panel['count']}", missed


def _score(user: User, page: CustomerPage) -> dict[str, Any] | None:
    """The tier bar and the radar, which read the same rows."""
    sheet = _sheet(user, page)
    if sheet is None:
        return None
    return {"tier": sheets.tier_panel(user, sheet), "radar": sheets.radar_panel(user, sheet)}


def _owed(user: User, page: CustomerPage) -> dict[str, Any]:
    """What the customer gets in this quarter, and what was missed before."""
    found: dict[str, Any] = page.once("owed", lambda: _owed_of(user, page))
    return found


def _owed_of(user: User, page: CustomerPage) -> dict[str, Any]:
    day = entitlements.today()
    period = rules.quarter(day)
    rows = entitlements.entitled(entitlements.actions_visible_to(user))
    rows = rows.filter(account=page.account)
    due = Q(due_on__gte=period.starts_on, due_on__lte=period.due_on)
    late = Q(state=ActionState.PLANNED, due_on__lt=period.starts_on)
    rows = rows.filter(due | late).select_related("entitlement", "step", "account", "owner")
    found = owed.owed_lines(list(rows), day)
    return {
        "lines": found,
        "scale": owed.Scale(period),
        "now": owed.Scale(period).x(day),
        **owed.figures_of([line.standing for line in found]),
        "url": reverse("tiering:entitlements"),
    }


def _missed(user: User, accounts: Sequence[Account]) -> Mapping[int, list[Note]]:
    """Missed dates, for the customer page."""
    day = entitlements.today()
    rows = entitlements.missed(entitlements.actions_visible_to(user), day)
    found: dict[int, list[Note]] = {}
    for action in rows.filter(account__in=accounts):
        days = (day - action.due_on).days
        title = ngettext(
            "%(what)s missed by %(days)s day", "%(what)s missed by %(days)s days", days
        ) % {"what": action.what.label, "days": days}
        url = reverse("tiering:care-action", args=[action.pk])
        note = Note("red", title, action.owner.label, url)
        found.setdefault(action.account_id, []).append(note)
    return found


def _health_scores(user: User, page: CustomerPage) -> list[HealthScore]:
    found: list[HealthScore] = page.once("health", lambda: health.scores_of(user, page.account))
    return found


def _health(user: User, page: CustomerPage) -> dict[str, Any] | None:
    return health.panel_of(user, page.account, _health_scores(user, page))


def _papers(user: User, page: CustomerPage) -> list[dict[str, str]] | None:
    """The papers that the tier entitles to, and the others."""
    if not permissions.can_see(user):
        return None
    return [
        {
            "title": title,
            "docx": reverse("tiering:paper", args=[page.account.pk, name, "docx"]),
            "pptx": reverse("tiering:paper", args=[page.account.pk, name, "pptx"]),
        }
        for name, title in (
            ("health-report", _("Customer health report")),
            ("strategic-review", _("Strategic review")),
            ("care-plan", _("Care plan")),
        )
    ]


def _health_figure(user: User, page: CustomerPage) -> tuple[object, object, object] | None:
    """The health, and by how much it changed in a month."""
    scores = _health_scores(user, page)
    if not scores:
        return None
    change = scores[0].value - scores[1].value if len(scores) > 1 else 0
    words = _("%(points)s in a month") % {"points": f"{change:+d}"} if change else ""
    return _("Health"), scores[0].value, words


def _visit(user: User, page: VisitPage) -> dict[str, Any] | None:
    """Which dimensions of the customer moved since the visit."""
    shift = shift_of(page.visit) if permissions.can_see(user) else None
    if shift is None:
        return None
    changes = [(wording.field_name(name), f"{points:+.0f}") for name, points in shift.changes]
    return {"before": shift.before, "after": shift.after, "changes": changes}


def _notes(user: User, accounts: Sequence[Account]) -> Mapping[int, list[Note]]:
    """Moves that wait, for who decides on them; an alarm is urgent."""
    if not permissions.can_decide(user):
        return {}
    board = reverse("tiering:board") + "#moves"
    found: dict[int, list[Note]] = {}
    for move in moves.waiting_for(user).filter(account__in=accounts):
        words = {"before": Tier(move.before).label, "after": Tier(move.after).label}
        title = _("Tier move waiting: %(before)s → %(after)s") % words
        note = Note("red" if move.is_alarm else "amber", title, move_reason(move), board)
        found.setdefault(move.account_id, []).append(note)
    return found


def add() -> None:
    """Add the entries; called once when Django starts."""
    customers.tier_changes.add(customers.TierChange("tiering", stays.follow))
    customers.panels.add(Panel("score", "main", 8, "tiering/parts/score.html", _score))
    customers.panels.add(Panel("papers", "side", 35, "tiering/parts/papers.html", _papers))
    customers.panels.add(Panel("health", "main", 9, "tiering/parts/health.html", _health))
    computed = ("score", "healthscore", "tierstay", "tiermove")
    customers.dropped.add(*(customers.Dropped(f"tiering.{name}") for name in computed))
    customers.panels.add(Panel("owed", "main", 1, "tiering/parts/owed.html", _owed))
    customers.attention.add(Attention("tier_moves", _notes), Attention("missed", _missed))
    customers.figures.add(
        customers.Figure("score", 10, _points),
        customers.Figure("health", 20, _health_figure),
        customers.Figure("entitlements", 40, _kept),
    )
    journal.show_in_context("tiering.careaction", entitlements.actions_visible_to)
    journal.show_in_context("tiering.saveplan", plans_visible_to)
    journal.show_in_context("tiering.placement", entitlements.placements_visible_to)
    visits.panels.add(Panel("value", "side", 60, "tiering/parts/visit.html", _visit))
