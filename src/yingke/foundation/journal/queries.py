"""Read the journal. Lists come newest first, by (-occurred_at, -pk): what ``page_by_key`` takes."""

from datetime import datetime

from django.db.models import QuerySet

from yingke.foundation.journal import registry
from yingke.foundation.journal.models import Entry

NEWEST_FIRST = ("-occurred_at", "-pk")


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
    return str(sentence(entry, event)) if sentence and event else entry.kind


def _newest(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    return entries.select_related("actor").order_by(*NEWEST_FIRST)
