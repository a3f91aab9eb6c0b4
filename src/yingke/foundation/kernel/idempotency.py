"""Run a write once per idempotency key, however often its caller repeats it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from . import clock
from .errors import RuleViolation
from .models import IdempotentWrite

KEPT = timedelta(days=7)
MAX_KEY_LENGTH = 200


@dataclass(frozen=True)
class Outcome:
    """HTTP status and response body of a write; `is_replay` if it ran in an earlier call."""

    status: int
    body: str
    is_replay: bool = False


@transaction.atomic
def run_once(*, scope: str, key: str, request_digest: str, write: Callable[[], Outcome]) -> Outcome:
    """Run `write` unless it already ran under this key, and return its first outcome.

    `scope` is the owner of the key, such as `token:7` or `user:3`: keys of different owners do
    not meet. Of two concurrent calls the second waits at the unique constraint. A write that
    raises leaves no row, so it may be repeated under the same key.

    Raises RuleViolation `idempotency_key_invalid` or, if the key belongs to a request with another
    digest, `idempotency_key_reused`.
    """
    if not key.strip() or len(key) > MAX_KEY_LENGTH or not key.isprintable():
        raise RuleViolation("idempotency_key_invalid", longest=MAX_KEY_LENGTH)
    row, is_new = IdempotentWrite.objects.get_or_create(
        scope=scope,
        key=key,
        defaults={"request_digest": request_digest, "created_at": clock.now()},
    )
    if not is_new:
        if row.request_digest != request_digest:
            raise RuleViolation("idempotency_key_reused")
        return Outcome(row.status or 200, row.body, is_replay=True)
    outcome = write()
    row.status, row.body = outcome.status, outcome.body
    row.save(update_fields=["status", "body"])
    return outcome


@transaction.atomic
def delete_expired() -> int:
    """Delete outcomes older than `KEPT`; return how many."""
    return IdempotentWrite.objects.filter(created_at__lt=clock.now() - KEPT).delete()[0]
