"""The hash chain over the journal: sealed in batches by the worker, checked by a command.

Each sealed entry has a position 1, 2, 3, … and a digest over the previous digest and the entry.
Changing, removing or inserting a sealed entry directly in the database breaks the chain there.

Writers never wait for each other: a trigger inserts an empty seal with each entry, and the worker
fills the empty seals of committed entries. The chain is therefore in the order of sealing, not of
ids: an entry of a long transaction is sealed later, never skipped.

The chain alone cannot show that its newest part was cut off or that all of it was rewritten: that
is shown by its heads of earlier days, which ``heads`` keeps outside the database.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection, transaction

from yingke.foundation.journal.models import Entry, Seal

# Held until the end of the transaction, so that only one worker seals at a time.
_SEALER_LOCK = 0x59494E4B_4A524E4C  # "YINKJRNL"
_START = b"\x00" * 32


@dataclass(frozen=True)
class Break:
    """The first broken position; ``entry_id`` is None if the entry is missing."""

    position: int
    entry_id: int | None
    reason: str


@dataclass(frozen=True)
class Verdict:
    """Result of checking the chain; ``position`` and ``digest`` (hex) are its head."""

    position: int
    digest: str
    unsealed: int
    broken: Break | None


def seal_pending(*, batch: int = 1000) -> int:
    """Seal all committed, unsealed entries; return how many."""
    sealed = 0
    while count := _seal_batch(batch):
        sealed += count
    return sealed


@transaction.atomic
def _seal_batch(size: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_SEALER_LOCK])
        if not cursor.fetchone()[0]:
            return 0
    head = Seal.objects.filter(position__isnull=False).order_by("-position").first()
    position, digest = (head.position or 0, bytes(head.digest or b"")) if head else (0, _START)
    waiting = Seal.objects.filter(position=None).select_related("entry").order_by("entry_id")
    pending, digests = list(waiting[:size]), []
    for seal in pending:
        digest = digest_of(seal.entry, digest)
        digests.append(digest)
    _store([seal.entry_id for seal in pending], position + 1, digests)
    return len(pending)


def _store(entries: list[int], first: int, digests: list[bytes]) -> None:
    """Set positions, counted from ``first``, and digests in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE journal_seal SET position = fresh.position, digest = fresh.digest"
            " FROM unnest(%s::bigint[], %s::bigint[], %s::bytea[])"
            " AS fresh (entry_id, position, digest)"
            " WHERE journal_seal.entry_id = fresh.entry_id",
            [entries, list(range(first, first + len(entries))), digests],
        )


def digest_of(entry: Entry, previous: bytes) -> bytes:
    """Return the SHA-256 over the previous digest and the content of the entry."""
    content = [
        entry.pk,
        str(entry.event_id),
        entry.kind,
        entry.actor_id,
        [entry.subject_kind, entry.subject_id],
        [entry.context_kind, entry.context_id],
        _moment(entry.occurred_at),
        _moment(entry.recorded_at),
        entry.data,
    ]
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(previous + text.encode("ascii")).digest()


def verify(*, expect: Mapping[int, str] | None = None) -> Verdict:
    """Check the chain up to the first broken position.

    ``expect`` are earlier heads (hex digest by position) that the chain must still contain. Reads
    one snapshot in chunks: memory does not grow with the journal.
    """
    position, digest, heads = 0, _START, expect or {}
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        broken = _unlinked()
        for seal, entry in _links():
            found = _check(seal, entry, position, digest)
            if found:
                broken = found
                break
            position, digest = position + 1, bytes(seal.digest or b"")
            if heads.get(position, digest.hex()) != digest.hex():
                broken = Break(position, seal.entry_id, "the digest is not the one noted earlier")
                break
        unsealed = Seal.objects.filter(position=None).count()
    if broken is None and position < max(heads, default=0):
        broken = Break(position + 1, None, "the chain ends before the head noted earlier")
    return Verdict(position, digest.hex(), unsealed, broken)


def _links() -> Iterator[tuple[Seal, Entry | None]]:
    """Yield the chain in order; the entry is None if it was removed."""
    seals = Seal.objects.filter(position__isnull=False).order_by("position")
    chunk: list[Seal] = []
    for seal in seals.iterator(chunk_size=2000):
        chunk.append(seal)
        if len(chunk) == 2000:
            yield from _with_entries(chunk)
            chunk = []
    yield from _with_entries(chunk)


def _with_entries(seals: list[Seal]) -> Iterator[tuple[Seal, Entry | None]]:
    entries = Entry.objects.in_bulk([seal.entry_id for seal in seals])
    for seal in seals:
        yield seal, entries.get(seal.entry_id)


def _check(seal: Seal, entry: Entry | None, position: int, digest: bytes) -> Break | None:
    if seal.position != position + 1:
        return Break(position + 1, None, "a link of the chain was removed")
    if entry is None:
        return Break(position + 1, seal.entry_id, "the entry was removed")
    if digest_of(entry, digest) != bytes(seal.digest or b""):
        return Break(position + 1, entry.pk, "the entry is not what was sealed")
    return None


def _unlinked() -> Break | None:
    """Find an entry without a seal: inserted with the trigger off, or its seal was deleted."""
    entry = Entry.objects.filter(seal=None).order_by("pk").first()
    return Break(0, entry.pk, "the entry has no place in the chain") if entry else None


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds")
