"""Append-only, hash-chained journal of events, with publish and subscribe."""

from yingke.foundation.journal.events import Change, Event, Ref
from yingke.foundation.journal.registry import describes, subscribe, sums_up

__all__ = ["Change", "Event", "Ref", "describes", "subscribe", "sums_up"]
