"""What happened: append-only, hash-chained; publish and subscribe."""

from yingke.foundation.journal.events import Change, Event, Ref
from yingke.foundation.journal.registry import describes, subscribe

__all__ = ["Change", "Event", "Ref", "describes", "subscribe"]
