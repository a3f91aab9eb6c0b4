"""The versions of the feedback form in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from yingke.domains.feedback.models import Question, Questionnaire
from yingke.domains.feedback.rules.questionnaire import difference
from yingke.domains.feedback.terms import AnswerKind, FormState, Party
from yingke.foundation.kernel import clock

FIELDS: Final[dict[str, object]] = {
    "name": gettext_lazy("Question in Chinese"),
    "name_en": gettext_lazy("Question in English"),
    "party": gettext_lazy("Who answers"),
    "kind": gettext_lazy("Kind of answer"),
    "best": gettext_lazy("Scale of a rating"),
    "weight": gettext_lazy("Weight in the score"),
    "required": gettext_lazy("It has to be answered"),
    "position": gettext_lazy("Place in the order"),
}


@dataclass(frozen=True)
class VersionLine:
    """A version as a list shows it."""

    row: Questionnaire
    title: str
    note: str
    status: str
    tone: str

    @property
    def is_draft(self) -> bool:
        return self.row.state == FormState.DRAFT


@dataclass(frozen=True)
class Change:
    """What became of a question; `fields` are (label, before, after)."""

    name: str
    words: str
    tone: str
    fields: list[tuple[object, str, str]]


def lines(rows: Sequence[Questionnaire], holding: Questionnaire) -> list[VersionLine]:
    """The versions, each with how it stands now; `holding` is the one in force."""
    return [_line(row, holding) for row in rows]


def question_note(row: Question) -> str:
    """How a question is answered, by whom, and what it weighs."""
    parts = [str(row.get_party_display()), str(row.get_kind_display())]
    if row.kind == AnswerKind.RATING:
        parts[-1] += f" 0–{row.best}"
        if row.party == Party.GUEST:
            parts.append(_("weight %(weight)s") % {"weight": row.weight})
    return " · ".join(parts)


def changes(
    before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]
) -> list[Change]:
    """What became of each question from one version to the next."""
    said = {"added": _("added"), "removed": _("removed"), "changed": _("changed")}
    tones = {"added": "green", "removed": "amber", "changed": "blue"}
    return [
        Change(
            _name(row["row"]),
            said[row["change"]],
            tones[row["change"]],
            [
                (FIELDS[name], _shown(name, was), _shown(name, now))
                for name, (was, now) in row["fields"].items()
            ],
        )
        for row in difference(before, after)
    ]


def _name(row: Mapping[str, Any]) -> str:
    in_chinese = (get_language() or "").startswith("zh")
    return str(row["name"] if in_chinese or not row["name_en"] else row["name_en"])


def _shown(name: str, value: Any) -> str:
    match name:
        case "kind":
            return str(AnswerKind(value).label)
        case "party":
            return str(Party(value).label)
        case "best":
            return f"0–{value}"
        case "required":
            return _("Yes") if value else _("No")
        case "position":
            return str(value + 1)
    return str(value)


def _line(row: Questionnaire, holding: Questionnaire) -> VersionLine:
    status, tone = _status(row, holding)
    title = _("Version %(number)s") % {"number": row.number}
    return VersionLine(row, title, _note(row), status, tone)


def _status(row: Questionnaire, holding: Questionnaire) -> tuple[str, str]:
    if row.state == FormState.DRAFT:
        return str(FormState.DRAFT.label), "amber"
    if row.pk == holding.pk:
        return _("In force"), "green"
    if row.in_force_from is not None and row.in_force_from > clock.now():
        return _("From %(moment)s") % {"moment": _full(row.in_force_from)}, "blue"
    return _("Replaced"), "neutral"


def _note(row: Questionnaire) -> str:
    parts = [row.note]
    if row.published_by and row.published_at:
        who, when = row.published_by.label, _full(row.published_at)
        parts.append(_("published by %(who)s, %(when)s") % {"who": who, "when": when})
    elif row.made_by and row.made_at:
        who, when = row.made_by.label, _full(row.made_at)
        parts.append(_("drafted by %(who)s, %(when)s") % {"who": who, "when": when})
    else:
        parts.append(_("from the first day"))
    return " · ".join(part for part in parts if part)


def _full(moment: Any) -> str:
    return localtime(moment).strftime("%Y-%m-%d %H:%M")
