"""Versions in words, for the pages that list them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.utils.translation import gettext as _

from yingke.foundation.drafts import queries
from yingke.foundation.drafts.models import VersionedModel
from yingke.foundation.drafts.terms import VersionState
from yingke.foundation.kernel import clock
from yingke.foundation.ui import dates

Version = TypeVar("Version", bound=VersionedModel)


@dataclass(frozen=True)
class VersionLine(Generic[Version]):
    """A version as a list shows it."""

    row: Version
    title: str
    note: str
    status: str
    tone: str

    @property
    def is_draft(self) -> bool:
        return self.row.state == VersionState.DRAFT

    @property
    def is_ahead(self) -> bool:
        """Whether it is published and its moment has not come."""
        return self.row.state == VersionState.PUBLISHED and _begins_later(self.row)

    @property
    def key(self) -> str:
        """The version's id as an address carries it."""
        return str(self.row.pk)


def lines_of(versions: Sequence[Version]) -> list[VersionLine[Version]]:
    """All versions of one thing, each with how it stands now."""
    holding = queries.in_force(versions)
    return [
        VersionLine(row, _("Version %(number)s") % {"number": row.number}, _note(row), *status)
        for row in versions
        for status in [_status(row, holding)]
    ]


def _status(row: VersionedModel, holding: VersionedModel | None) -> tuple[str, str]:
    if row.state == VersionState.DRAFT:
        return str(VersionState.DRAFT.label), "amber"
    if row.state == VersionState.RETIRED:
        return str(VersionState.RETIRED.label), "neutral"
    if holding is not None and row.pk == holding.pk:
        return _("In force"), "green"
    if row.in_force_from is not None and _begins_later(row):
        return _("From %(moment)s") % {"moment": dates.full(row.in_force_from)}, "blue"
    return _("Superseded"), "neutral"


def _begins_later(row: VersionedModel) -> bool:
    return row.in_force_from is not None and row.in_force_from > clock.now()


def _note(row: VersionedModel) -> str:
    parts = [row.note]
    if row.published_by and row.published_at:
        who, when = row.published_by.label, dates.full(row.published_at)
        parts.append(_("published by %(who)s, %(when)s") % {"who": who, "when": when})
    elif row.made_by and row.made_at:
        who, when = row.made_by.label, dates.full(row.made_at)
        parts.append(_("drafted by %(who)s, %(when)s") % {"who": who, "when": when})
    else:
        parts.append(_("initial version"))
    return " · ".join(part for part in parts if part)
