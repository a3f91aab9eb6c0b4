"""Telling people: an inbox that never repeats itself, and channels that never lose a message."""

from yingke.foundation.notifications.kinds import Kind, declare, words

__all__ = ["Kind", "declare", "words"]
