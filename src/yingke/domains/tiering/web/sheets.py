"""The score of a customer in words and drawings, for its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yingke.domains.customers.terms import Tier
from yingke.domains.tiering import permissions, wording
from yingke.domains.tiering.queries import evidence, rule_sets
from yingke.domains.tiering.queries.sheets import ScoreSheet, days_in_tier
from yingke.domains.tiering.rules import board
from yingke.domains.tiering.rules.weights import bounds_of
from yingke.domains.tiering.web import drawings, moves
from yingke.domains.tiering.web.board import class_bounds
from yingke.foundation.kernel import clock
from yingke.foundation.ui import dates

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


def tier_panel(user: User, sheet: ScoreSheet) -> dict[str, Any]:
    """Why the customer is in its tier, and what would make it leave."""
    rules = rule_sets.plan_of(sheet.rules).rules
    return {
        "total": wording.number("score", sheet.score.total),
        "rules": sheet.rules.number,
        "computed": sheet.score.run.at,
        "drawing": _bar(sheet),
        "why": _why(user, sheet),
        "leave": _leave(sheet),
        "move": moves.rows([sheet.move], rules)[0] if sheet.move else None,
        "may_decide": permissions.can_decide(user),
        "history_url": reverse("tiering:customer", args=[sheet.account.pk]),
    }


def _bar(sheet: ScoreSheet) -> Any:
    bounds = bounds_of(rule_sets.plan_of(sheet.rules).rules)
    tier = sheet.account.tier
    lines = []
    for name, sides in bounds.items():
        for side, limit in sides.items():
            if limit.field != "score":
                continue
            value = f"{limit.bound:g}"
            if name == tier and side == "exit":
                lines.append((_("out %(bound)s") % {"bound": value}, limit.bound, "leave-line"))
            elif name == tier:
                lines.append((_("in %(bound)s") % {"bound": value}, limit.bound, "enter-line"))
            elif side == "entry":
                lines.append((f"{Tier(name).label} {value}", limit.bound, "other-line"))
    parts = [
        (
            wording.field_name(axis.name),
            f"{axis.points:.0f} × {axis.weight:.0%} = {axis.contribution:.1f}",
            axis.contribution,
        )
        for axis in sheet.axes
    ]
    total = sheet.score.total or 0
    label = _("Value score %(total)s: %(parts)s") % {
        "total": f"{total:.1f}",
        "parts": ", ".join(f"{title} {words}" for title, words, _share in parts),
    }
    return drawings.score_bar(parts, lines, total, label)


def _why(user: User, sheet: ScoreSheet) -> list[tuple[str, str]]:
    today = clock.today(timezone.get_default_timezone())
    days = days_in_tier(sheet, today)
    title = ngettext("%(n)s day in the tier", "%(n)s days in the tier", days) % {"n": days}
    found = []
    if sheet.stay:
        words = {"day": dates.year_day(sheet.stay.since), "tier": Tier(sheet.stay.before).label}
        text = _("Moved from “%(tier)s” on %(day)s") % words
        if sheet.stay.reason:
            text = _("%(what)s: %(why)s") % {"what": text, "why": sheet.stay.reason}
        found.append((title, text))
    else:
        found.append((title, _("It has been there from the start.")))
    place = {"rank": sheet.rank, "n": sheet.peer_count}
    median = _("Median of the tier: %(score)s") % {
        "score": wording.number("score", sheet.peer_total)
    }
    found.append((_("No. %(rank)s of %(n)s in the tier") % place, median))
    if permissions.can_see_sums(user):
        revenue = sheet.score.measures.get("monetary")
        code = board.class_of(revenue, class_bounds())
        text = _("Revenue of 12 months: %(revenue)s") % {
            "revenue": wording.number("monetary", revenue)
        }
        if (code, sheet.account.tier) in board.CONTRADICTIONS:
            text += " · " + _("the class says the opposite of the tier")
        found.append((_("Purchase class %(code)s") % {"code": code}, text))
    return found


def _leave(sheet: ScoreSheet) -> list[tuple[str, str, str]]:
    """Icon, title and text of each way out."""
    found = []
    leaving, alarm = sheet.leaving, sheet.alarm
    if leaving:
        title = _("Value score below %(line)s") % {"line": f"{leaving.line:g}"}
        if leaving.gap <= 0:
            text = _("Already below by %(gap)s points.") % {"gap": f"{-leaving.gap:.1f}"}
        else:
            text = _("%(gap)s points away.") % {"gap": f"{leaving.gap:.1f}"}
            drops = [
                f"{wording.field_name(one.name)} {one.now:.0f} → {one.to:.0f}"
                for one in leaving.drops[:2]
            ]
            text += " " + (
                _("One dimension alone: %(drops)s.") % {"drops": _(" or ").join(drops)}
                if drops
                else _("No dimension alone can do it.")
            )
        found.append(("arrow-down", title, text))
    if alarm:
        words = {"bound": f"{alarm.bound:.2f}", "tier": Tier(alarm.tier).label}
        title = _("Alarm: P(active) below %(bound)s") % words
        now = wording.number("p_alive", sheet.score.measures.get("p_alive"))
        text = _("Now %(value)s.") % {"value": now}
        if alarm.on:
            day = dates.year_day(alarm.on)
            text += " " + _("Without an order it applies at once on %(day)s.") % {"day": day}
        found.append(("siren", title, text))
    return found or [("check", _("No rule makes it leave"), _("This tier takes everyone."))]


def radar_panel(user: User, sheet: ScoreSheet) -> dict[str, Any]:
    """The dimensions today, a year ago and among peers, each with its measures."""
    names = [axis.name for axis in sheet.axes]
    before = sheet.before.dimensions if sheet.before else {}
    shapes: dict[str, list[float | None]] = {
        "before": [before.get(name) for name in names],
        "peers": [sheet.peers.get(name) for name in names],
        "now": [axis.points for axis in sheet.axes],
    }
    if not any(value is not None for value in shapes["before"]):
        del shapes["before"]
    rows = [
        {
            "name": wording.field_name(axis.name),
            "code": axis.name,
            "points": f"{axis.points:.0f}",
            "year": _change(axis.points, before.get(axis.name)),
            "peers": _change(axis.points, sheet.peers.get(axis.name)),
            "parts": _parts(user, sheet, axis.name),
        }
        for axis in sheet.axes
    ]
    label = _("Dimensions: %(points)s") % {
        "points": ", ".join(f"{row['name']} {row['points']}" for row in rows)
    }
    axes = [(str(row["name"]), f"#axis-{row['code']}") for row in rows]
    return {
        "drawing": drawings.radar(axes, shapes, label),
        "rows": rows,
        "has_before": "before" in shapes,
        "png_url": reverse("tiering:radar-picture", args=[sheet.account.pk]),
        "csv_url": reverse("tiering:customer", args=[sheet.account.pk]) + "?export=csv",
    }


def _change(now: float, other: float | None) -> str:
    return "" if other is None else f"{now - other:+.0f}"


def _parts(user: User, sheet: ScoreSheet, axis: str) -> list[dict[str, Any]]:
    """The measures of a dimension; a value that the reader may not see stays out."""
    inside = [part for part in sheet.parts if part.dimension == axis]
    whole = sum(part.weight for part in inside) or 1
    found = []
    for part in inside:
        seen = evidence.may_see(user, part.measure)
        known = part.points is not None
        share = part.weight / whole
        url = reverse("tiering:evidence", args=[sheet.account.pk, part.measure])
        found.append(
            {
                "name": wording.field_name(part.measure),
                "value": wording.number(part.measure, part.value) if seen else "",
                "peers": wording.number(part.measure, part.peer_median) if seen else "",
                "sum": f"{part.points:.0f} × {share:.0%}" if known else _("unknown"),
                "points": f"{(part.points or 0) * share:.1f}" if known else "—",
                "url": url if seen else "",
            }
        )
    return found
