"""Who listens to which fact, and how a fact reads as a sentence.

Both tables are filled while Django starts: subscribers from each package's ``handlers.py``,
sentences from its ``sentences.py``.
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

    It is called at least once and takes effect once: the handler runs in a transaction together
    with the row that says so. ``name`` is stored with that row, so it must not change.
    """

    def register(handler: Callable[["Entry", E], None]) -> Callable[["Entry", E], None]:
        known = _subscribers.setdefault(event.kind, {})
        if name in known:
            raise ValueError(f"two subscribers of {event.kind} call themselves {name!r}")
        known[name] = handler
        return handler

    return register


def describes(
    event: type[E],
) -> Callable[[Callable[["Entry", E], Any]], Callable[["Entry", E], Any]]:
    """Register the function that puts an entry of this event into a translated sentence."""

    def register(sentence: Callable[["Entry", E], Any]) -> Callable[["Entry", E], Any]:
        _sentences[event.kind] = sentence
        return sentence

    return register


def sums_up(
    event: type[Event],
) -> Callable[[Callable[[int], str]], Callable[[int], str]]:
    """Register the function that puts so many entries of one act into one translated sentence."""

    def register(summary: Callable[[int], str]) -> Callable[[int], str]:
        _summaries[event.kind] = summary
        return summary

    return register


def subscribers(kind: str) -> tuple[str, ...]:
    """Return the names of those who listen to a kind."""
    return tuple(_subscribers.get(kind, ()))


def subscriber(kind: str, name: str) -> Callable[..., None]:
    """Return one subscriber. Raises LookupError, so that the job waits for the code to arrive."""
    try:
        return _subscribers[kind][name]
    except KeyError:
        raise LookupError(f"no subscriber {name!r} of {kind} in this worker") from None


def sentence(kind: str) -> Callable[..., Any] | None:
    """Return the function that describes a kind, if one is registered."""
    return _sentences.get(kind)


def summary(kind: str) -> Callable[[int], str] | None:
    """Return the function that sums up entries of a kind, if one is registered."""
    return _summaries.get(kind)


def summed_up() -> tuple[str, ...]:
    """Return the kinds of which several in one act are told in one sentence."""
    return tuple(_summaries)
