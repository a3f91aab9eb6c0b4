"""The agenda builder's day grid, as its script takes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yingke.domains.people.terms import SpokenLanguage
from yingke.domains.resources.terms import ResourceKind
from yingke.domains.visits import permissions
from yingke.domains.visits.queries.builder import Board, row_lane
from yingke.domains.visits.rules import builder
from yingke.domains.visits.rules.builder import Mark
from yingke.domains.visits.terms import AgendaKind, PartRole, VisitState
from yingke.domains.visits.web import words
from yingke.foundation.kernel import clock
from yingke.foundation.ui import dates, history

if TYPE_CHECKING:
    from yingke.domains.resources.models import Resource
    from yingke.domains.visits.queries.sheets import ItemRow

# What a mark says: {n} is its count, {m} what is required or allowed, {text} its language, and
# {names} its items. The script fills them in too, for marks that the server has not seen yet.
MARKS: Final[dict[str, tuple[object, object]]] = {
    "overlap": (gettext_lazy("Overlap {n} min"), "{names}"),
    "wait": (gettext_lazy("Gap {n} min"), "{names}"),
    "opening_long": (gettext_lazy("Opening {n} min"), gettext_lazy("limit {m} min")),
    "outside_golden": (gettext_lazy("Outside the core hours"), "{names}"),
    "few_in_golden": (
        gettext_lazy("{n} of {m} interactions"),
        gettext_lazy("within the core hours"),
    ),
    "no_language": (gettext_lazy("No {text} speaker"), gettext_lazy("items: {n}")),
}
MARK_ICONS: Final[dict[str, str]] = {
    "overlap": "circle-x",
    "wait": "coffee",
    "opening_long": "timer",
    "outside_golden": "clock",
    "few_in_golden": "users",
    "no_language": "languages",
}
BEFORE_APPROVAL: Final = (VisitState.DRAFT, VisitState.SUBMITTED, VisitState.RETURNED)
TRAY: Final = (AgendaKind.TALK, AgendaKind.DEMO, AgendaKind.TOUR, AgendaKind.MEAL)


def board_data(board: Board) -> dict[str, Any]:
    """Return items, lanes, busy times, marks and limits; times are minutes after midnight."""
    limits = board.limits
    return {
        "version": board.visit.version,
        "changedBy": _changed_by(board),
        "closed": closed(board),
        "mayPlan": permissions.can_plan(board.user, board.visit),
        "days": [_day(day) for day in board.days],
        "items": [_item(board, row) for row in board.rows],
        "lanes": [*map(_lane, board.resources), *_other_lanes(board)],
        "people": [
            {"key": f"staff:{pk}", "title": row.label, "note": row.title}
            for pk, row in board.staff.items()
        ],
        "busy": list(_busy_on_days(board)),
        "marks": [_mark(mark) for mark in board.marks],
        "limits": {
            "opening": _minutes(limits.opening.total_seconds()),
            "golden": _minutes(limits.golden.total_seconds()),
            "gap": _minutes(limits.gap.total_seconds()),
            "interactions": limits.interactions,
        },
        "unserved": [
            {"text": str(SpokenLanguage(code).label), "items": ids}
            for code, ids in board.unserved.items()
        ],
        "savedAt": dates.hour(clock.now()),
    }


def chips(board: Board) -> list[dict[str, Any]]:
    """Return the marks in words, for the page before its script runs."""
    names = {row.item.pk: row.item.label for row in board.rows}
    return [
        {
            "title": in_words(mark, board.limits, names)[0],
            "text": in_words(mark, board.limits, names)[1],
            "icon": MARK_ICONS[mark.code],
            "red": mark.is_red,
        }
        for mark in board.marks
    ]


def closed(board: Board) -> str:
    """Say why nobody can edit the agenda in the visit's state; "" if it can be edited."""
    visit = board.visit
    if visit.state in permissions.PLANNABLE:
        return ""
    if visit.state in BEFORE_APPROVAL:
        return _("Can't be edited until the visit is approved")
    return _("Can't be edited: {state}").format(state=visit.get_state_display())


def passed(board: Board) -> str:
    """Say how many kinds of marks the agenda has not; "" if it has them all."""
    found = {mark.code for mark in board.marks}
    if not found:
        return _("No problems found")
    count = len(MARKS) - len(found)
    return _("Other checks passed: {n}").format(n=count) if count else ""


def in_words(mark: Mark, limits: builder.Limits, names: Mapping[int, str]) -> tuple[str, str]:
    """Return the title and the text of a mark."""
    allowed = {
        "opening_long": _minutes(limits.opening.total_seconds()),
        "few_in_golden": limits.interactions,
    }
    values = {
        "n": mark.count,
        "m": allowed.get(mark.code, ""),
        "text": str(SpokenLanguage(mark.text).label) if mark.text else "",
        "names": " · ".join(names[pk] for pk in mark.items),
    }
    title, text = MARKS[mark.code]
    return str(title).format(**values), str(text).format(**values)


@dataclass(frozen=True)
class Line:
    """A row of the list with the titles of its marks."""

    row: ItemRow
    red: list[str]
    amber: list[str]


@dataclass(frozen=True)
class Day:
    """A day of the list."""

    date: date
    lines: list[Line]


def days_of(board: Board) -> list[Day]:
    """Return the agenda by day, for the list."""
    names = {row.item.pk: row.item.label for row in board.rows}
    marks = [(mark, in_words(mark, board.limits, names)[0]) for mark in board.marks]
    days: dict[date, list[Line]] = {day: [] for day in board.days}
    for row in board.rows:
        own = [(mark.is_red, title) for mark, title in marks if row.item.pk in mark.items]
        line = Line(row, [t for red, t in own if red], [t for red, t in own if not red])
        days[dates.local(row.item.starts_at).date()].append(line)
    return [Day(day, lines) for day, lines in days.items()]


def script_words() -> dict[str, Any]:
    """Return what the script says, in the reader's language."""
    return {
        "marks": {
            code: {"title": str(title), "text": str(text), "icon": MARK_ICONS[code]}
            for code, (title, text) in MARKS.items()
        },
        "moved": _("{name}, {times}, {lane}"),
        "free": _("no overlap"),
        "removed": _("{name} removed"),
        "undone": _("Change undone"),
        "redone": _("Change redone"),
        "saving": _("Saving…"),
        "saved": _("Saved at {time}"),
        "failed": _("Not saved. Retry"),
        "allWell": _("No problems found"),
        "passed": _("Other checks passed: {n}"),
        "guests": _("Guests"),
        "golden": _("Core {n} hours"),
        "interactions": _("Interactions {n} / {m}"),
        "more": _("+{n} places"),
        "fewer": _("Fewer places"),
        "minutes": _("{n} min"),
        "locked": _("Already started"),
        "unreadable": _("Enter a time like 11:35 or 1135."),
    }


def missing_of(board: Board, row: ItemRow) -> list[dict[str, str]]:
    """Return the roles that no one fills at an item."""
    return [
        {"key": f"role:{role}:{language}", "role": role, "title": _role_words(role, language)}
        for role, language in board.missing_roles(row)
    ]


def lane_choices(board: Board) -> list[tuple[str, str]]:
    """Return keys and names of the lanes."""
    lanes = [*map(_lane, board.resources), *_other_lanes(board)]
    return [(lane["key"], lane["title"]) for lane in lanes]


def lane_title(board: Board, key: str) -> str:
    """Return the name of a lane."""
    titles = {lane["key"]: lane["title"] for lane in map(_lane, board.resources)}
    return str(titles.get(key) or key.removeprefix(builder.PLACE) or _("No location"))


def _day(day: date) -> dict[str, Any]:
    return {"date": day.isoformat(), "label": dates.day_words(day)}


def _item(board: Board, row: ItemRow) -> dict[str, Any]:
    item = row.item
    shown_from, shown_until = _shown_times(row)
    day = dates.local(shown_from).date()
    lane = row_lane(row)
    return {
        "id": item.pk,
        "name": item.label,
        "kind": item.kind,
        "icon": words.AGENDA_ICONS.get(item.kind, "calendar"),
        "day": day.isoformat(),
        "starts": _after_midnight(shown_from, day),
        "ends": _after_midnight(shown_until, day),
        "lane": lane,
        "seen": builder.Placement(item.starts_at, item.ends_at, lane).stamp(),
        "interactive": item.interactive,
        "locked": item.started_at is not None,
        "people": [
            {"part": part.id, "key": f"staff:{part.staff_id}", "name": part.name,
             "role": part.role_words, "answer": part.answer}
            for part in row.serving
        ],
        "missing": missing_of(board, row),
        "panel": reverse("visits:builder-panel", args=[item.pk]),
        "arrange": reverse("visits:builder-arrange", args=[item.pk]),
        "remove": reverse("visits:builder-remove", args=[item.pk]),
        "person": reverse("visits:builder-person", args=[item.pk]),
    }  # fmt: skip


def _shown_times(row: ItemRow) -> tuple[datetime, datetime]:
    """The planned times, or the true ones of what has begun."""
    item = row.item
    if item.started_at is None:
        return item.starts_at, item.ends_at
    ends_at = item.finished_at or max(item.ends_at, clock.now())
    return item.started_at, max(ends_at, item.started_at)


def _lane(row: Resource) -> dict[str, str]:
    notes = []
    if row.capacity:
        notes.append(_("%(n)s seats") % {"n": row.capacity})
    if row.kind != ResourceKind.VEHICLE and (room := getattr(row, "room", None)):
        notes.append(room.location)
    return {
        "key": f"{builder.RESOURCE}{row.pk}",
        "title": row.label,
        "note": " · ".join(note for note in notes if note),
    }


def _other_lanes(board: Board) -> list[dict[str, str]]:
    """Lanes of places in words, and of what has no location."""
    keys = dict.fromkeys(row_lane(row) for row in board.rows)
    places = [key for key in keys if key.startswith(builder.PLACE)]
    moving = [row.item.kind for row in board.rows if row_lane(row) == ""]
    nowhere = _("En route") if set(moving) == {AgendaKind.TRANSFER} else _("No location")
    rooms = {row.label for row in board.resources}
    lanes = [{"key": "", "title": nowhere, "note": ""}]
    for key in places:
        title = key.removeprefix(builder.PLACE)
        note = _("Not booked") if title in rooms else ""
        lanes.append({"key": key, "title": title, "note": note})
    return lanes


def _role_words(role: str, language: str) -> str:
    label = str(PartRole(role).label)
    return f"{SpokenLanguage(language).label} · {label}" if language else label


def _busy_on_days(board: Board) -> Any:
    for one in board.busy():
        for day in board.days:
            starts, ends = _after_midnight(one.starts_at, day), _after_midnight(one.ends_at, day)
            if ends <= 0 or starts >= 24 * 60:
                continue
            yield {
                "lane": one.lane,
                "day": day.isoformat(),
                "starts": starts,
                "ends": ends,
                "from": _after_midnight(one.blocked_from, day),
                "until": _after_midnight(one.blocked_until, day),
                "title": one.title or _("Booked"),
            }


def _mark(mark: Mark) -> dict[str, Any]:
    text = str(SpokenLanguage(mark.text).label) if mark.text else ""
    return {"code": mark.code, "items": list(mark.items), "count": mark.count, "text": text}


def _after_midnight(moment: datetime, day: date) -> int:
    """Minutes on the clock from the midnight of a day; negative before it."""
    local = dates.local(moment)
    return (local.date() - day).days * 24 * 60 + local.hour * 60 + local.minute


def _changed_by(board: Board) -> str:
    """Who did the latest thing to the visit; "" for the reader."""
    line = next(iter(history.latest(board.visit, 1)), None)
    return line.who if line and line.who != board.user.label else ""


def _minutes(seconds: float) -> int:
    return int(seconds // 60)
