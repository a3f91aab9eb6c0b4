"""What packages above know of people: when somebody is taken, and by what."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from yingke.foundation.kernel.registry import Registry


@dataclass(frozen=True)
class Duty:
    """A time at which a member of staff is taken.

    `code` is that of the source; `id` is what the person does there (an agenda item), `group` what
    several of these belong to (a visit), and `label` says what it is.
    """

    code: str
    staff_id: int
    starts_at: datetime
    ends_at: datetime
    id: int
    group: int
    label: str


@dataclass(frozen=True)
class Duties:
    """`between(staff_ids, starts_at, ends_at)` gives what overlaps a window; one query."""

    code: str
    between: Callable[[Collection[int], datetime, datetime], Iterable[Duty]]


duties: Registry[Duties] = Registry()
