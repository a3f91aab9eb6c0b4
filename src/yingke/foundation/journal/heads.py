"""Heads of the hash chain kept outside the database: one small file a day, for ever.

Whoever can write to the database can cut the chain or compute all of it anew, and it holds again.
What they cannot change is where the chain stood: the worker notes its head in
`YINGKE_JOURNAL_HEADS`, which may be on another disk, and mails it daily if an address is set.
"""

import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.mail import send_mail

from yingke.foundation.journal.models import Seal
from yingke.foundation.kernel import clock

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Head:
    """Position and digest (hex) of the last sealed entry on a day (UTC)."""

    day: date
    position: int
    digest: str

    def __str__(self) -> str:
        return f"{self.position}:{self.digest}"


def noted() -> list[Head]:
    """Return the heads noted so far, oldest first; empty without the folder."""
    return [_read(path) for path in sorted(_folder().glob("????-??-??"))]


def expected() -> Mapping[int, str]:
    """Return the digest that the chain must have at each noted position."""
    return {head.position: head.digest for head in noted()}


def missing() -> list[Head]:
    """Return the noted heads that are not in the chain: it was cut off or computed anew."""
    heads = noted()
    rows = Seal.objects.filter(position__in=[head.position for head in heads])
    stored = {row.position: bytes(row.digest or b"").hex() for row in rows}
    return [head for head in heads if stored.get(head.position) != head.digest]


def note() -> Head | None:
    """Note the present head, unless an earlier one is missing: that must not be covered up."""
    last = Seal.objects.filter(position__isnull=False).order_by("-position").first()
    if last is None or last.position is None:
        return None
    if lost := missing():
        log.error("the journal's chain does not pass through its head of %s", lost[0].day)
        return None
    head = Head(clock.now().date(), last.position, bytes(last.digest or b"").hex())
    _write(head)
    return head


def send() -> None:
    """Mail the present head to the address in `YINGKE_JOURNAL_MAIL`, if there is one."""
    head = note() if settings.JOURNAL_MAIL else None
    if head is not None:
        text = f"{head}\n\nyingke manage verify_journal --expect {head}\n"
        send_mail(f"Yingke journal head {head.day}", text, None, [settings.JOURNAL_MAIL])


def _folder() -> Path:
    return Path(settings.JOURNAL_HEADS)


def _read(path: Path) -> Head:
    position, _colon, digest = path.read_text().strip().partition(":")
    return Head(date.fromisoformat(path.name), int(position), digest)


def _write(head: Head) -> None:
    """Replace the day's file atomically."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    made = folder / f".{head.day}.{os.getpid()}"
    made.write_text(f"{head}\n")
    made.replace(folder / head.day.isoformat())
