"""Per-process cache of parameter changes.

The rows are cached with the token of `PolicyVersion` and reloaded when it differs, so that a change
in any process is seen. The token is read once per request or `pinned_version` block, otherwise at
every lookup.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yingke.foundation.policy.models import PolicyChange, PolicyVersion

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from uuid import UUID

    from yingke.foundation.policy.rules.precedence import Change

Changes = dict[str, tuple["Change", ...]]


@dataclass
class _Pinned:
    """The rows pinned by a request or block; None until the first lookup."""

    changes: Changes | None = None


_pinned: ContextVar[_Pinned | None] = ContextVar("policy_pinned", default=None)
_known: tuple[UUID | None, Changes] = (None, {})


def changes() -> Mapping[str, tuple[Change, ...]]:
    """Return all changes by parameter code, in the order of writing."""
    pinned = _pinned.get()
    if pinned is None:
        return _current()
    if pinned.changes is None:
        pinned.changes = _current()
    return pinned.changes


@contextmanager
def pinned_version() -> Iterator[None]:
    """Pin one version inside the block, for jobs that look up many values; a request has one."""
    if _pinned.get() is not None:
        yield
        return
    before = _pinned.set(_Pinned())
    try:
        yield
    finally:
        _pinned.reset(before)


def refresh() -> None:
    """Unpin the rows after a change in this request or block."""
    pinned = _pinned.get()
    if pinned is not None:
        pinned.changes = None


def begin_request(**_signal: object) -> None:
    """Pin a version; receiver of Django's `request_started`."""
    _pinned.set(_Pinned())


def end_request(**_signal: object) -> None:
    """Unpin it; receiver of Django's `request_finished`."""
    _pinned.set(None)


def _current() -> Changes:
    global _known  # noqa: PLW0603 -- the cache of the process
    token = PolicyVersion.objects.values_list("token", flat=True).first()
    if token is None:
        return {}
    known_token, known = _known
    if known_token != token:
        known = _read()
        _known = (token, known)
    return known


def _read() -> Changes:
    found: dict[str, list[Change]] = {}
    for row in PolicyChange.objects.order_by("pk"):
        found.setdefault(row.code, []).append(row.as_value())
    return {code: tuple(rows) for code, rows in found.items()}
