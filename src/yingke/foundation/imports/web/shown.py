"""What the pages of an import show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yingke.foundation.imports import permissions, queries, running
from yingke.foundation.imports.models import Import
from yingke.foundation.imports.reading import LineReader
from yingke.foundation.imports.rules.columns import Match
from yingke.foundation.imports.terms import AT_WORK, Cause, Reason, State
from yingke.foundation.kernel import clock
from yingke.foundation.ui import charts

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User
    from yingke.foundation.ui.register import Register

FEW: Final = 3  # bad rows of a group at first
MANY: Final = 200  # and when it is opened
ORDER: Final = {
    State.COLUMNS: 1, State.CHECKING: 2, State.CHECKED: 2, State.WRITING: 3,
    State.WRITTEN: 4, State.UNDOING: 4, State.UNDONE: 4,
}  # fmt: skip
TONES: Final = {
    Reason.REMEMBERED: "green", Reason.NAMED: "green", Reason.GUESSED: "blue",
    Reason.BY_HAND: "violet", Reason.ASKED: "amber",
}  # fmt: skip
STATE_TONES: Final = {
    State.COLUMNS: "amber", State.CHECKED: "amber", State.WRITTEN: "green", State.UNDONE: "neutral",
}  # fmt: skip


def steps(imported: Import | None) -> list[dict[str, Any]]:
    """The four steps, with what has come of each."""
    at = ORDER[State(imported.state)] if imported else 0
    notes = ["", "", "", ""]
    if imported:
        columns = queries.matches(imported)
        chosen = sum(bool(one.field) for one in columns)
        notes[0] = imported.file_name
        notes[1] = _("%(n)s of %(all)s columns") % {"n": chosen, "all": len(columns)}
        if "bad" in imported.findings:
            bad = imported.findings["bad"]
            notes[2] = ngettext("%(n)s row with problems", "%(n)s rows with problems", bad) % {
                "n": bad
            }
        notes[3] = _("All rows or none") if at < 4 else str(imported.get_state_display())
    labels = (_("Choose a file"), _("Match columns"), _("Dry run"), _("Write"))
    return [
        {
            "label": label,
            "number": number + 1,
            "state": "done" if number < at else "now" if number == at else "todo",
            "when": notes[number],
        }
        for number, label in enumerate(labels)
    ]


@dataclass(frozen=True)
class Column:
    """A column of the file with its choices of fields, the likely ones first."""

    match: Match
    options: Sequence[tuple[str, str, bool]]
    label: str
    tone: str

    @property
    def why(self) -> str:
        reason = str(Reason(self.match.reason).label)
        is_guess = self.match.reason == Reason.GUESSED
        return f"{reason} {self.match.certainty:.2f}" if is_guess else reason


def columns(imported: Import, reader: LineReader, keys: Iterable[str]) -> list[Column]:
    labels = {name: str(field.label) for name, field in reader.fields.items()}
    keys = set(keys)
    found = []
    for match in queries.matches(imported):
        likely = [name for name, _score in match.candidates if name in labels]
        rest = [name for name in labels if name not in likely]
        options = [
            (name, _("%(field)s (key)") % {"field": labels[name]} if name in keys else labels[name],
             name == match.field)
            for name in (*likely, *rest)
        ]  # fmt: skip
        tone = TONES.get(Reason(match.reason), "neutral")
        found.append(Column(match, options, labels.get(match.field, ""), tone))
    return found


def needed(imported: Import, register: Register, reader: LineReader) -> list[dict[str, Any]]:
    """The key and the required fields, each with the title of its column, if it has one."""
    titles = {one.field: one.title for one in queries.matches(imported) if one.field}
    key = running.key_of(register, titles)
    first = {"label": _("Key"), "title": " + ".join(titles[name] for name in key), "must": True}
    initial = {fault.field for fault in reader.initial.faults}
    return [first] + [
        {"label": str(reader.fields[name].label), "title": titles.get(name, ""), "must": False}
        for name in initial
        if name not in key
    ]


def groups(imported: Import, opened: str) -> list[dict[str, Any]]:
    """The bad rows by cause, the most frequent first; one group may be opened."""
    found = []
    for number, cause in enumerate(imported.findings.get("causes", ())):
        rows = [
            one
            for one in imported.findings["problems"]
            if (one["cause"], one["field"]) == (cause["cause"], cause["field"])
        ]
        is_open = opened == str(number)
        shown = rows[: MANY if is_open else FEW]
        title = str(Cause(cause["cause"]).label)
        found.append(
            {
                "title": f"{cause['label']} · {title}" if cause["label"] else title,
                "count": cause["count"],
                "rows": shown,
                "number": number,
                "more": 0 if is_open else len(rows) - len(shown),
                "is_repeated": cause["cause"] == Cause.REPEATED,
            }
        )
    return found


def suggested(imported: Import) -> int:
    """How many open problems have a suggestion."""
    return sum(
        one["suggestion"] is not None or one["cause"] == Cause.REPEATED
        for one in queries.open_problems(imported)
    )


def shares(imported: Import) -> list[dict[str, Any]]:
    """New, changed, unchanged and bad rows, each with its place on a bar of 100."""
    kinds = (
        ("added", _("New"), "accent"),
        ("changed", _("Changed"), "blue"),
        ("unchanged", _("Unchanged"), "neutral"),
        ("bad", _("Problems"), "amber"),
    )
    counts = [imported.findings.get(code, 0) for code, _label, _tone in kinds]
    total, start, found = sum(counts) or 1, 0.0, []
    for (_code, label, tone), count in zip(kinds, counts, strict=True):
        width = round(100 * count / total, 2)
        found.append({"label": label, "tone": tone, "count": count, "x": start, "width": width})
        start = round(start + width, 2)
    return found


def field_changes(imported: Import) -> list[dict[str, Any]]:
    """The fields that updates would change, the most frequent first."""
    fields = sorted(imported.findings.get("fields", ()), key=lambda one: -one["count"])
    most = fields[0]["count"] if fields else 1
    return [{**one, "most": most} for one in fields]


@dataclass(frozen=True)
class Pace:
    """How fast the worker is, and when it will be done."""

    rate: int
    seconds_left: int | None
    chart: SafeString | str

    @classmethod
    def of(cls, imported: Import) -> Pace:
        rates = [max(after - before, 0) for before, after in pairwise([0, *imported.rates])]
        seconds = (clock.now() - imported.started_at).total_seconds() if imported.started_at else 0
        rate = int(imported.done / seconds) if seconds > 1 else 0
        left = round((imported.lines - imported.done) / rate) if rate else None
        label = _("Rows per second")
        drawn = charts.sparkline(rates, (), tone="accent", label=label) if len(rates) > 2 else ""
        return cls(rate, left, drawn)


def size(imported: Import) -> str:
    return filesizeformat(imported.size)


def past(rows: Iterable[Import], user: User) -> list[dict[str, Any]]:
    """Imports as rows of a list, each with what can still be done."""
    return [_past(row, user) for row in rows]


def _past(row: Import, user: User) -> dict[str, Any]:
    until = queries.undo_until(row)
    note = str(queries.register_of(row).label)
    if "added" in row.findings and row.written_at:
        note += f" · {queries.counted(row)}"
    elif row.findings.get("bad"):
        bad = row.findings["bad"]
        note += " · " + ngettext("%(n)s row with problems", "%(n)s rows with problems", bad) % {
            "n": bad
        }
    return {
        "row": row,
        "note": note,
        "url": reverse("imports:show", args=[row.pk]),
        "until": until,
        "is_over": row.state == State.WRITTEN and until is None,
        "may_undo": until is not None and permissions.can_undo(user, row),
        "tone": "blue" if row.state in AT_WORK else STATE_TONES[State(row.state)],
    }
