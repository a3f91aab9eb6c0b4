"""Reads of the journal, newest first by (-occurred_at, -pk), the order for ``page_by_key``.

Entries of one kind that one command wrote, such as fourteen assigned tasks, form an act, which a
timeline shows as one line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from yingke.foundation.identity import fields
from yingke.foundation.journal import registers, registry
from yingke.foundation.journal.models import Entry
from yingke.foundation.journal.records import RecordChanged

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

NEWEST_FIRST = ("-occurred_at", "-pk")
# Entries further apart are separate acts: an import writes years of events in one transaction.
ACT_SPAN: Final = timedelta(minutes=1)
NO_ACTOR: Final = 0
LOOKAHEAD: Final = 100  # entries that usually contain the newest acts
IN_FLIGHT: Final = 200  # entries whose transactions may still be open
MOST_DIGITS: Final = 19
Key = tuple[str, int | None, int]


def about(kind: str, id: int) -> QuerySet[Entry]:  # noqa: A002
    """Entries whose subject is this object."""
    return _newest(Entry.objects.filter(subject_kind=kind, subject_id=id))


def in_context(reader: User, kind: str, id: int) -> QuerySet[Entry]:  # noqa: A002
    """Entries about those objects that belong to this one and that the reader may see."""
    entries = Entry.objects.filter(context_kind=kind, context_id=id)
    return _newest(entries.filter(registers.visible_subjects(reader)))


def of_kind(
    *kinds: str, since: datetime | None = None, until: datetime | None = None
) -> QuerySet[Entry]:
    """Entries of these kinds that occurred in [since, until)."""
    entries = Entry.objects.filter(kind__in=kinds)
    if since is not None:
        entries = entries.filter(occurred_at__gte=since)
    if until is not None:
        entries = entries.filter(occurred_at__lt=until)
    return _newest(entries)


def version(entries: QuerySet[Entry], asked: str = "") -> str:
    """A text that changes with each of these entries that is written: one query.

    It counts those after an anchor, which the version before names. The anchor lies some way before
    the newest entry, since what has the lower key may be committed later.
    """
    anchor = asked.partition("-")[0]
    if anchor.isdecimal() and len(anchor) < MOST_DIGITS:
        count = entries.filter(pk__gt=int(anchor)).count()
        if asked == f"{anchor}-{count}":
            return asked
    newest = Entry.objects.aggregate(newest=Max("pk"))["newest"] or 0
    after = max(newest - IN_FLIGHT, 0)
    return f"{after}-{entries.filter(pk__gt=after).count()}"


def search() -> QuerySet[Entry]:
    """All entries."""
    return _newest(Entry.objects.all())


def narrow(
    entries: QuerySet[Entry],
    *,
    subject_kind: str = "",
    subject_id: int | None = None,
    actor_id: int | None = None,
    kind: str = "",
) -> QuerySet[Entry]:
    """Filter by the given values; each filter alone is served by an index."""
    if subject_kind:
        entries = entries.filter(subject_kind=subject_kind)
    if subject_id is not None:
        entries = entries.filter(subject_id=subject_id)
    if actor_id is not None:
        entries = entries.filter(actor_id=actor_id)
    if kind:
        entries = entries.filter(kind=kind)
    return entries


def describe(entry: Entry) -> str:
    """Return the entry as a sentence in the active language, or its kind if it has none."""
    sentence, event = registry.sentence(entry.kind), entry.event
    if sentence and event:
        return str(sentence(entry, event))
    return event.sentence() if isinstance(event, RecordChanged) else entry.kind


def seen_by(reader: User | None, entry: Entry) -> Entry:
    """Return the entry with the values that the reader sees; no reader is another system."""
    seen = copy(entry)
    seen.data = fields.visible_data(reader, entry.subject_kind, entry.data)
    return seen


def _newest(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    return entries.select_related("actor").order_by(*NEWEST_FIRST)


@dataclass
class Act:
    """Entries with the same kind, actor and transaction within `ACT_SPAN`, newest first."""

    entries: list[Entry] = field(default_factory=list)

    @property
    def head(self) -> Entry:
        """The newest entry, which represents the act in lists."""
        return self.entries[0]

    @property
    def sentence(self) -> str:
        """The entry's sentence, or a summary with the number of entries."""
        summary = registry.summary(self.head.kind) if len(self.entries) > 1 else None
        return summary(len(self.entries)) if summary else describe(self.head)

    @property
    def lines(self) -> list[str]:
        """The sentences behind a summary, oldest first; empty for a single entry."""
        several = len(self.entries) > 1
        return [describe(one) for one in reversed(self.entries)] if several else []


def act_heads(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """The newest entry of each act in `entries`, to be paged by key in ``NEWEST_FIRST``.

    An entry of a kind without a summary is an act of its own.
    """
    newer = Entry.objects.filter(
        subject_kind=OuterRef("subject_kind"),
        subject_id=OuterRef("subject_id"),
        kind=OuterRef("kind"),
        xid=OuterRef("xid"),
        occurred_at__gte=OuterRef("occurred_at"),
        occurred_at__lte=OuterRef("occurred_at") + Value(ACT_SPAN),
    )
    newer = newer.alias(who=Coalesce("actor_id", NO_ACTOR)).filter(
        Q(occurred_at__gt=OuterRef("occurred_at")) | Q(pk__gt=OuterRef("pk")),
        who=Coalesce(OuterRef("actor_id"), NO_ACTOR),
    )
    return entries.exclude(Q(kind__in=registry.summarised_kinds()) & Exists(newer))


def acts_of(entries: QuerySet[Entry], heads: Sequence[Entry]) -> list[Act]:
    """Load the acts with these heads; one more query if any of them has a summary.

    `entries` is the queryset that the heads come from.
    """
    folded: dict[int, Act] = {}
    summarised = [head for head in heads if registry.summary(head.kind)]
    if summarised:
        rows = entries.filter(
            kind__in={head.kind for head in summarised},
            xid__in={head.xid for head in summarised},
            occurred_at__lte=max(head.occurred_at for head in summarised),
        )
        folded = {act.head.pk: act for act in _fold(rows.order_by(*NEWEST_FIRST))}
    return [folded.get(head.pk) or Act([head]) for head in heads]


def latest_acts(entries: QuerySet[Entry], count: int) -> list[Act]:
    """The newest acts: one query if none has a summary, otherwise usually two."""
    newest = list(entries[:count])
    if not any(registry.summary(entry.kind) for entry in newest):
        return [Act([entry]) for entry in newest]
    rows = list(entries[:LOOKAHEAD])
    acts = _fold(rows)[:count]
    if len(rows) < LOOKAHEAD:
        return acts
    # An act that ends later than this has no entry beyond the rows.
    reach = rows[-1].occurred_at + ACT_SPAN
    if len(acts) == count and all(act.entries[-1].occurred_at > reach for act in acts):
        return acts
    return acts_of(entries, list(act_heads(entries)[:count]))


def _fold(rows: Iterable[Entry]) -> list[Act]:
    """Group rows, newest first, into acts in the order of their newest entries."""
    acts: list[Act] = []
    current: dict[Key, Act] = {}
    for row in rows:
        key = (row.kind, row.actor_id, row.xid)
        act = current.get(key) if registry.summary(row.kind) else None
        if act and act.entries[-1].occurred_at - row.occurred_at <= ACT_SPAN:
            act.entries.append(row)
        else:
            current[key] = Act([row])
            acts.append(current[key])
    return acts
