"""Writes that a program may repeat without doing them twice."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import RuleViolation
from yingke.surfaces.api.models import ApiToken, Call

KEPT = timedelta(days=7)
LONGEST = 200


@dataclass(frozen=True)
class Answer:
    """What a write answers: status and JSON text; `replayed` when it was done before."""

    status: int
    body: str
    replayed: bool = False


@transaction.atomic
def once(*, token: ApiToken, key: str, request_digest: str, act: Callable[[], Answer]) -> Answer:
    """Do `act` unless this token did it under this key; then give the first answer again.

    Of two at once the second waits for the first at the row's unique constraint. A write that was
    refused leaves no row, so it may be tried again under the same key.
    RuleViolation: "idempotency_key_invalid", "idempotency_key_reused" (for another request).
    """
    if not key.strip() or len(key) > LONGEST or not key.isprintable():
        raise RuleViolation("idempotency_key_invalid", longest=LONGEST)
    row, is_new = Call.objects.get_or_create(
        token=token,
        key=key,
        defaults={"request_digest": request_digest, "created_at": clock.now()},
    )
    if not is_new:
        if row.request_digest != request_digest:
            raise RuleViolation("idempotency_key_reused")
        return Answer(row.status or 200, row.body, replayed=True)
    answer = act()
    row.status, row.body = answer.status, answer.body
    row.save(update_fields=["status", "body"])
    return answer


@transaction.atomic
def forget_old() -> int:
    """Drop what nobody will repeat any more; gives how many."""
    return Call.objects.filter(created_at__lt=clock.now() - KEPT).delete()[0]
