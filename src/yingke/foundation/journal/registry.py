"""Subscribers and sentences of events.

Both are registered while Django starts: subscribers in a package's ``handlers.py``, sentences in
its ``sentences.py``.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from yingke.foundation.journal.events import Event

if TYPE_CHECKING:
    from yingke.foundation.journal.models import Entry

E = TypeVar("E", bound=Event)

_subscribers: dict[str, dict[str, Callable[..., None]]] = {}
_sentences: dict[str, Callable[..., Any]] = {}
_summaries: dict[str, Callable[[int], str]] = {}


def subscribe(
    event: type[E], *, name: str
) -> Callable[[Callable[["Entry", E], None]], Callable[["Entry", E], None]]:
    """Call the decorated function for each entry of this event, in a job after the commit.

    It runs at least once and takes effect exactly once: handler and `Delivery` row share a
    transaction. ``name`` is stored in that row, so it must not change.
    """

    def register(handler: Callable[["Entry", E], None]) -> Callable[["Entry", E], None]:
        known = _subscribers.setdefault(event.kind, {})
        if name in known:
            raise ValueError(f"{event.kind} already has a subscriber named {name!r}")
        known[name] = handler
        return handler

    return register


def describes(
    event: type[E],
) -> Callable[[Callable[["Entry", E], Any]], Callable[["Entry", E], Any]]:
    """Register the function that returns the translated sentence for an entry of this event."""

    def register(sentence: Callable[["Entry", E], Any]) -> Callable[["Entry", E], Any]:
        _sentences[event.kind] = sentence
        return sentence

    return register


def sums_up(
    event: type[Event],
) -> Callable[[Callable[[int], str]], Callable[[int], str]]:
    """Register the function that returns one sentence for that many entries of an act."""

    def register(summary: Callable[[int], str]) -> Callable[[int], str]:
        _summaries[event.kind] = summary
        return summary

    return register


def subscribers(kind: str) -> tuple[str, ...]:
    """Return the names of a kind's subscribers."""
    return tuple(_subscribers.get(kind, ()))


def subscriber(kind: str, name: str) -> Callable[..., None]:
    """Return one subscriber. Raises LookupError, so that the job is retried by a newer worker."""
    try:
        return _subscribers[kind][name]
    except KeyError:
        raise LookupError(f"no subscriber {name!r} of {kind} in this worker") from None


def sentence(kind: str) -> Callable[..., Any] | None:
    """Return the registered sentence function of a kind, if any."""
    return _sentences.get(kind)


def summary(kind: str) -> Callable[[int], str] | None:
    """Return the registered summary function of a kind, if any."""
    return _summaries.get(kind)


def summarised_kinds() -> tuple[str, ...]:
    """Return the kinds with a summary."""
    return tuple(_summaries)
