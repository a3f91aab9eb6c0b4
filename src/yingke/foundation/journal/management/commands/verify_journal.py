from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from yingke.foundation.journal import heads, sealing


class Command(BaseCommand):
    help = "Check the hash chain of the journal and name the first entry that does not hold."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--expect",
            metavar="POSITION:DIGEST",
            help="a head that this command printed earlier: the chain must still pass through it",
        )

    def handle(self, *args: Any, expect: str | None = None, **options: Any) -> None:
        known = {**heads.expected(), **(_head(expect) if expect else {})}
        verdict = sealing.verify(expect=known)
        if verdict.broken:
            place = verdict.broken
            entry = "missing" if place.entry_id is None else place.entry_id
            raise CommandError(
                f"The journal is broken at position {place.position} (entry {entry}): "
                f"{place.reason}."
            )
        self.stdout.write(
            f"The journal holds: {verdict.position} entries sealed, "
            f"{verdict.unsealed} waiting for the worker.\n"
            f"Head: {verdict.position}:{verdict.digest}"
        )


def _head(text: str) -> dict[int, str]:
    position, _, digest = text.partition(":")
    if not position.isdecimal() or len(digest) != 64:
        raise CommandError("--expect takes a head as this command prints it: POSITION:DIGEST")
    return {int(position): digest}
