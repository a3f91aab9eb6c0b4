"""What this process remembers of the changes, and for how long it trusts that.

The rows are kept under the token of `PolicyVersion` and read again when the token differs, in
whichever process the change was made. The token is read once per request or `steady` block, and
otherwise at every look-up.
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
class _Held:
    """The rows that a request or block has settled on; None until it asks."""

    changes: Changes | None = None


_held: ContextVar[_Held | None] = ContextVar("policy_held", default=None)
_known: tuple[UUID | None, Changes] = (None, {})


def changes() -> Mapping[str, tuple[Change, ...]]:
    """All changes by parameter code, in the order in which they were written."""
    held = _held.get()
    if held is None:
        return _current()
    if held.changes is None:
        held.changes = _current()
    return held.changes


@contextmanager
def steady() -> Iterator[None]:
    """Settle on one version for a while: for a job that looks up many values."""
    before = _held.set(_Held())
    try:
        yield
    finally:
        _held.reset(before)


def forget() -> None:
    """Ask for the token again: this request or block has just changed something."""
    held = _held.get()
    if held is not None:
        held.changes = None


def begin_request(**_signal: object) -> None:
    """Start to hold one version; receives Django's `request_started`."""
    _held.set(_Held())


def end_request(**_signal: object) -> None:
    """Stop holding; receives Django's `request_finished`."""
    _held.set(None)


def _current() -> Changes:
    global _known  # noqa: PLW0603 -- one memory per process is the point of this module
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
