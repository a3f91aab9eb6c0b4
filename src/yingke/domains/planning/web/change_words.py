"""Changes in words: what was understood, how the agenda answers, who is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from yingke.domains.planning.queries.changes import Names
from yingke.domains.planning.rules.alternatives import Alternative
from yingke.domains.planning.rules.details import Details
from yingke.domains.planning.terms import AlternativeKind, ChangeKind, ChangeState
from yingke.domains.planning.web.words import role_words
from yingke.domains.visits.terms import AgendaKind
from yingke.foundation.ui import dates
from yingke.foundation.ui.components.library import Tone

if TYPE_CHECKING:
    from yingke.domains.visits.models import Visit

ICONS: Final[dict[str, str]] = {
    ChangeKind.EARLY: "plane-landing",
    ChangeKind.LATE: "clock",
    ChangeKind.CANCELLED: "ban",
    ChangeKind.LENGTH: "timer",
    ChangeKind.HEADS: "users",
    ChangeKind.ADDED: "plus",
    ChangeKind.PERSON: "user-x",
    ChangeKind.ROOM: "door-open",
    ChangeKind.VEHICLE: "bus",
}
TONES: Final[dict[str, Tone]] = {
    ChangeState.REPORTED: "neutral",
    ChangeState.PROPOSED: "amber",
    ChangeState.AWAITING: "amber",
    ChangeState.APPLIED: "green",
    ChangeState.WITHDRAWN: "neutral",
    ChangeState.REFUSED: "red",
}
IN_WORDS: Final = {
    AlternativeKind.LEAST: gettext_lazy("Only what must move, moves."),
    AlternativeKind.SHIFT: gettext_lazy("What follows moves by the same time."),
    AlternativeKind.OTHER: gettext_lazy("With other people or rooms than the first answer."),
}


def understood(
    kind: str, details: Details, visit: Visit, arrival: datetime | None
) -> Iterator[str]:
    """What a report was read as, one short text for each part; `arrival` was planned before."""
    minutes = dates.minutes_words(abs(details.minutes or 0)) if details.minutes else ""
    label = str(ChangeKind(kind).label)
    if kind in (ChangeKind.EARLY, ChangeKind.LATE):
        yield f"{label} · {minutes}" if minutes else label
        if details.flight:
            yield details.flight
        if details.minutes and arrival is not None:
            after = arrival + offset(kind, details.minutes)
            hours = {"before": dates.hour(arrival), "after": dates.hour(after)}
            yield _("Arrival %(before)s → %(after)s") % hours
        return
    yield label
    if kind == ChangeKind.HEADS and details.heads:
        words = {"before": visit.headcount, "after": details.heads}
        yield _("%(before)s → %(after)s guests") % words
    if kind == ChangeKind.LENGTH and minutes:
        signed = {"time": minutes}
        shorter = (details.minutes or 0) < 0
        yield (_("%(time)s shorter") if shorter else _("%(time)s longer")) % signed
    if kind == ChangeKind.ADDED:
        yield details.name or (
            str(AgendaKind(details.item_kind).label) if details.item_kind else _("Kind missing")
        )
        yield minutes or _("Length missing")


def offset(kind: str, minutes: int) -> timedelta:
    """By how much the arrival moves."""
    return timedelta(minutes=minutes if kind == ChangeKind.LATE else -minutes)


def answer_note(one: Alternative, names: Names) -> str:
    """One line under an answer: what it does, or what it leaves open."""
    lines = {line.item: line for line in one.lines}
    if one.unplaced:
        items = [names.item(lines[pk]) for pk in one.unplaced if pk in lines]
        return _("No time for: %(items)s") % {"items": " · ".join(items)}
    gaps = [
        f"{names.item(line)} · {role_words(role)}" for line in one.lines for role in line.missing
    ]
    if gaps:
        return _("No one free for: %(gaps)s") % {"gaps": "; ".join(gaps)}
    if one.cut is not None and one.cut[0] in lines:
        words = {"item": names.item(lines[one.cut[0]]), "n": one.cut[1]}
        return _("%(item)s is %(n)s min shorter; the rest moves less.") % words
    return str(IN_WORDS.get(AlternativeKind(one.kind), ""))


def moved_words(minutes: int) -> str:
    return _("%(n)s min") % {"n": f"{minutes:+d}"}


def elapsed(seconds: int) -> str:
    """05:02, 1:05:02: as the page counts on."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"


def seconds_words(seconds: float) -> str:
    """48 s, 1 min 32 s, 2 h 5 min."""
    whole = round(seconds)
    if whole < 60:
        return ngettext("%(n)s second", "%(n)s seconds", whole) % {"n": whole}
    if whole < 3600:
        return _("%(m)s min %(s)s s") % {"m": whole // 60, "s": whole % 60}
    return dates.minutes_words(whole // 60)
