"""A form that is sent twice acts once.

`form_actions` gives each drawing of a form a key. Two clicks on its button send the same key and
the same values: the second is answered like the first. Other values are another act.
"""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Generic, TypeVar

from django.http import HttpRequest

from yingke.foundation.kernel import idempotency

FIELD = "once"
OWN_FIELDS = frozenset({"csrfmiddlewaretoken"})  # differ between drawings, not in what is meant
Done = TypeVar("Done")


@dataclass(frozen=True)
class Sent(Generic[Done]):
    """`done` is what the act returned, None for a repetition; `kept` is kept of the first."""

    kept: str
    done: Done | None
    is_replay: bool = False


def run(
    request: HttpRequest, act: Callable[[], Done], *, keep: Callable[[Done], str]
) -> Sent[Done]:
    """Run `act` unless this very form was sent before; `keep` makes of its result a short text.

    A form without a key, or sent by nobody, acts each time.
    """
    if not request.POST.get(FIELD) or not request.user.is_authenticated:
        done = act()
        return Sent(keep(done), done)
    first: list[Done] = []

    def write() -> idempotency.Outcome:
        first.append(act())
        return idempotency.Outcome(200, keep(first[0]))

    digest = _digest(request)
    outcome = idempotency.run_once(
        scope=f"user:{request.user.pk}", key=digest, request_digest=digest, write=write
    )
    return Sent(outcome.body, first[0] if first else None, is_replay=outcome.is_replay)


def _digest(request: HttpRequest) -> str:
    values = [(name, all_) for name, all_ in request.POST.lists() if name not in OWN_FIELDS]
    files = [
        (name, [(file.name, file.size) for file in all_]) for name, all_ in request.FILES.lists()
    ]
    return sha256(repr((request.path, sorted(values), sorted(files))).encode()).hexdigest()
