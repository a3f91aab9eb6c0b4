"""Registers of the people package: what packages above know about a person's time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from yingke.foundation.kernel.registry import Registry

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@dataclass(frozen=True)
class Duty:
    """A time at which a member of staff is busy.

    `code` is the source, `id` what the person does (an agenda item), `group` what several of these
    belong to (a visit), and `label` names the group.
    """

    code: str
    staff_id: int
    starts_at: datetime
    ends_at: datetime
    id: int
    group: int
    label: str


@dataclass(frozen=True)
class Purpose:
    """What a duty is, and the page that shows it."""

    title: str
    url: str


@dataclass(frozen=True)
class Duties:
    """A source of duties.

    `between(staff_ids, starts_at, ends_at)` returns the duties that overlap a window, in one query.
    `purposes(user, ids)` maps the ids of duties to their purpose; it leaves out those that the user
    may not see.
    """

    code: str
    between: Callable[[Collection[int], datetime, datetime], Iterable[Duty]]
    purposes: Callable[[User, Collection[int]], Mapping[int, Purpose]]


duties: Registry[Duties] = Registry()
