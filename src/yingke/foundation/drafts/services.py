"""Versions of a thing: drafted, published from a moment on, withdrawn, discarded, retired.

Each function works in the caller's transaction; the package's own use cases call it with the
`Line` that says what is particular about its things.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.db.models import QuerySet

from yingke.foundation.drafts.models import VersionedModel
from yingke.foundation.drafts.terms import VersionState
from yingke.foundation.identity.permissions import require
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

Version = TypeVar("Version", bound=VersionedModel)
Values = Mapping[str, Any]
PUBLISHED_COLUMNS = ("state", "in_force_from", "note", "published_by", "published_at")


@dataclass(frozen=True)
class Line(Generic[Version]):
    """What is particular about the versions of one kind of thing.

    `siblings(version)` are all versions of the same thing, `faults(version)` what keeps a draft
    from being published (as the refusal `faulty` tells it), and `record(actor, version, change,
    before, after)` writes a change to the journal.
    """

    model: type[Version]
    may_edit: Callable[[User], bool]
    siblings: Callable[[Version], QuerySet[Version]]
    faults: Callable[[Version], Sequence[Any]]
    faulty: str
    record: Callable[[User, Version, str, Values, Values], None]


def open_draft(
    line: Line[Version], *, actor: User, pk: int, revision: int | None = None
) -> Version:
    """The draft, locked; `revision` is the one that was seen.

    RuleViolation: "version_is_published" for what is no draft any more, "stale".
    """
    require(line.may_edit(actor))
    row = line.model._default_manager.select_for_update().get(pk=pk)
    if row.state != VersionState.DRAFT:
        raise RuleViolation("version_is_published", number=row.number)
    if revision is not None and row.revision != revision:
        raise RuleViolation("stale", edited=revision, stored=row.revision)
    return row


def note_change(
    line: Line[Version], actor: User, row: Version, change: str, before: Values, after: Values
) -> None:
    """Count an edit of a version, or of what belongs to it, and journal it."""
    row.revision += 1
    row.save(update_fields=["revision"])
    line.record(actor, row, change, before, after)


def publish(
    line: Line[Version],
    *,
    actor: User,
    pk: int,
    revision: int,
    in_force_from: datetime | None = None,
    note: str = "",
) -> Version:
    """Let a draft hold from a moment on (now).

    RuleViolation: "effective_in_the_past", "moment_taken" by another version, or the line's own
    `faulty` with all `faults`.
    """
    row = open_draft(line, actor=actor, pk=pk, revision=revision)
    now = clock.now()
    moment = in_force_from or now
    if moment < now:
        raise RuleViolation("effective_in_the_past", field="in_force_from")
    found = line.faults(row)
    if found:
        raise RuleViolation(line.faulty, faults=found)
    published = line.siblings(row).filter(state=VersionState.PUBLISHED)
    if published.filter(in_force_from=moment).exists():
        raise RuleViolation("moment_taken", field="in_force_from")
    before = {"state": row.state, "in_force_from": None}
    row.state, row.in_force_from, row.note = VersionState.PUBLISHED, moment, note or row.note
    row.published_by, row.published_at = actor, now
    row.save(update_fields=PUBLISHED_COLUMNS)
    after = {"state": row.state, "in_force_from": moment.isoformat()}
    note_change(line, actor, row, "published", before, after)
    return row


def withdraw(line: Line[Version], *, actor: User, pk: int) -> Version:
    """Make a published version whose moment has not come a draft again.

    RuleViolation: "version_is_in_force", or "draft_exists" where there is another draft.
    """
    row = published(line, actor=actor, pk=pk)
    moment = row.in_force_from
    if moment is None or moment <= clock.now():
        raise RuleViolation("version_is_in_force", number=row.number)
    if line.siblings(row).filter(state=VersionState.DRAFT).exists():
        raise RuleViolation("draft_exists")
    before = {"state": row.state, "in_force_from": moment.isoformat()}
    row.state, row.in_force_from = VersionState.DRAFT, None
    row.published_by, row.published_at = None, None
    row.save(update_fields=PUBLISHED_COLUMNS)
    note_change(line, actor, row, "taken_back", before, {"state": row.state})
    return row


def discard(line: Line[Version], *, actor: User, pk: int) -> None:
    """Delete a draft; the journal keeps that it was there."""
    row = open_draft(line, actor=actor, pk=pk)
    note_change(line, actor, row, "dropped", {"state": row.state}, {})
    row.delete()


def published(line: Line[Version], *, actor: User, pk: int) -> Version:
    """A published version, locked; RuleViolation("version_not_published") for another."""
    require(line.may_edit(actor))
    row = line.model._default_manager.select_for_update().get(pk=pk)
    if row.state != VersionState.PUBLISHED:
        raise RuleViolation("version_not_published", number=row.number)
    return row
