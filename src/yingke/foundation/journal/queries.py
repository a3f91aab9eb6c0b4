"""Read the journal. Lists come newest first, by (-occurred_at, -pk): what ``page_by_key`` takes.

What one command wrote many times over, such as fourteen tasks given out, is one act: told once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from yingke.foundation.journal import registry
from yingke.foundation.journal.models import Entry
from yingke.foundation.journal.records import RecordChanged

NEWEST_FIRST = ("-occurred_at", "-pk")
# Entries of one act lie closer together; an import writes years of facts in one transaction.
MOMENT: Final = timedelta(minutes=1)
NOBODY: Final = 0
MANY: Final = 100  # entries that mostly hold the newest acts
Key = tuple[str, int | None, int]


def about(kind: str, id: int) -> QuerySet[Entry]:  # noqa: A002 - the contract's name
    """Return the entries whose subject is this thing: its timeline."""
    return _newest(Entry.objects.filter(subject_kind=kind, subject_id=id))


def in_context(kind: str, id: int) -> QuerySet[Entry]:  # noqa: A002 - the contract's name
    """Return the entries that belong to the history of this thing without being about it alone."""
    return _newest(Entry.objects.filter(context_kind=kind, context_id=id))


def of_kind(
    *kinds: str, since: datetime | None = None, until: datetime | None = None
) -> QuerySet[Entry]:
    """Return the entries of these kinds that happened in [since, until); indicators count them."""
    entries = Entry.objects.filter(kind__in=kinds)
    if since is not None:
        entries = entries.filter(occurred_at__gte=since)
    if until is not None:
        entries = entries.filter(occurred_at__lt=until)
    return _newest(entries)


def search() -> QuerySet[Entry]:
    """Return the whole journal."""
    return _newest(Entry.objects.all())


def narrow(
    entries: QuerySet[Entry],
    *,
    subject_kind: str = "",
    subject_id: int | None = None,
    actor_id: int | None = None,
    kind: str = "",
) -> QuerySet[Entry]:
    """Keep the entries that fit what is given; each of them alone is read from an index."""
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
    """Return the entry as a sentence in the active language; its kind if nobody describes it."""
    sentence, event = registry.sentence(entry.kind), entry.event
    if sentence and event:
        return str(sentence(entry, event))
    return event.sentence() if isinstance(event, RecordChanged) else entry.kind


def _newest(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    return entries.select_related("actor").order_by(*NEWEST_FIRST)


@dataclass
class Act:
    """The entries of one act, newest first: same kind, actor and transaction, one moment."""

    entries: list[Entry] = field(default_factory=list)

    @property
    def head(self) -> Entry:
        """The newest entry: it stands for the act in lists."""
        return self.entries[0]

    @property
    def sentence(self) -> str:
        """The act in the active language: the entry's own sentence, or one with their number."""
        summary = registry.summary(self.head.kind) if len(self.entries) > 1 else None
        return summary(len(self.entries)) if summary else describe(self.head)

    @property
    def lines(self) -> list[str]:
        """What the sentence sums up, in the order it was done; empty where it says all."""
        several = len(self.entries) > 1
        return [describe(one) for one in reversed(self.entries)] if several else []


def heads(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """The newest entry of each act among `entries`: rows to page by key in ``NEWEST_FIRST``.

    An entry of a kind that nobody sums up is an act by itself.
    """
    newer = Entry.objects.filter(
        subject_kind=OuterRef("subject_kind"),
        subject_id=OuterRef("subject_id"),
        kind=OuterRef("kind"),
        xid=OuterRef("xid"),
        occurred_at__gte=OuterRef("occurred_at"),
        occurred_at__lte=OuterRef("occurred_at") + Value(MOMENT),
    )
    newer = newer.alias(who=Coalesce("actor_id", NOBODY)).filter(
        Q(occurred_at__gt=OuterRef("occurred_at")) | Q(pk__gt=OuterRef("pk")),
        who=Coalesce(OuterRef("actor_id"), NOBODY),
    )
    return entries.exclude(Q(kind__in=registry.summed_up()) & Exists(newer))


def whole(entries: QuerySet[Entry], first: Sequence[Entry]) -> list[Act]:
    """The acts whose heads are `first`, with all their entries; one more query if any is summed up.

    `entries` is the set that the heads were taken from.
    """
    folded: dict[int, Act] = {}
    summed_up = [head for head in first if registry.summary(head.kind)]
    if summed_up:
        rows = entries.filter(
            kind__in={head.kind for head in summed_up},
            xid__in={head.xid for head in summed_up},
            occurred_at__lte=max(head.occurred_at for head in summed_up),
        )
        folded = {act.head.pk: act for act in _fold(rows.order_by(*NEWEST_FIRST))}
    return [folded.get(head.pk) or Act([head]) for head in first]


def latest(entries: QuerySet[Entry], count: int) -> list[Act]:
    """The newest acts: one plain query where none of them is summed up, else mostly two."""
    newest = list(entries[:count])
    if not any(registry.summary(entry.kind) for entry in newest):
        return [Act([entry]) for entry in newest]
    rows = list(entries[:MANY])
    acts = _fold(rows)[:count]
    if len(rows) < MANY:
        return acts
    reach = rows[-1].occurred_at + MOMENT  # an act that ends later has no entry beyond the rows
    if len(acts) == count and all(act.entries[-1].occurred_at > reach for act in acts):
        return acts
    return whole(entries, list(heads(entries)[:count]))


def _fold(rows: Iterable[Entry]) -> list[Act]:
    """Rows, newest first, as acts in the order of their newest entries."""
    acts: list[Act] = []
    current: dict[Key, Act] = {}
    for row in rows:
        key = (row.kind, row.actor_id, row.xid)
        act = current.get(key) if registry.summary(row.kind) else None
        if act and act.entries[-1].occurred_at - row.occurred_at <= MOMENT:
            act.entries.append(row)
        else:
            current[key] = Act([row])
            acts.append(current[key])
    return acts
