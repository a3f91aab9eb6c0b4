"""Notifications: an inbox without duplicates, and channels with at-least-once delivery."""

from yingke.foundation.notifications.kinds import Kind, declare, words

__all__ = ["Kind", "declare", "words"]
