"""Tables of who may do what, written as text: verbs down, people across.

A cell is `✓` where the verb succeeds and `·` where it is refused. A verb may stand in several rows,
told apart by a word in brackets or by the scene in which it is tried, if the table has scenes:
`approvals.approve (plan)    approved`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from types import ModuleType
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from yingke.foundation.identity.models import User
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation

Act = Callable[[Any, User], object]  # on a subject of the test's own, by a person
ALLOWED, REFUSED = "✓", "·"


@dataclass(frozen=True)
class Row:
    """One line of a table: the verb, the scene it is tried in, and the columns that are ticked."""

    name: str
    scene: str
    allowed: tuple[str, ...]

    @property
    def verb(self) -> str:
        """The service behind the row: `approvals.approve`."""
        return self.name.split(" (")[0]

    def act(self, acts: Mapping[str, Act], subject: object) -> Callable[[User], object]:
        """What a person does who tries this row's verb on the subject."""
        return partial(acts[self.name], subject)

    def __str__(self) -> str:
        return f"{self.name}, {self.scene}" if self.scene else self.name


def read(text: str) -> tuple[list[str], list[Row]]:
    """The columns, which the first line names, and the rows."""
    head, *lines = [line for line in text.splitlines() if line.strip()]
    columns = head.split()
    return columns, [_row(line.split(), columns) for line in lines]


def _row(words: list[str], columns: list[str]) -> Row:
    text, cells = words[: -len(columns)], words[-len(columns) :]
    if not text or set(cells) - {ALLOWED, REFUSED}:
        raise ValueError(f"A row needs a verb and {len(columns)} cells: {' '.join(words)}")
    has_scene = len(text) > 1 and not text[-1].endswith(")")
    scene = text.pop() if has_scene else ""
    ticked = [column for column, cell in zip(columns, cells, strict=True) if cell == ALLOWED]
    return Row(" ".join(text), scene, tuple(ticked))


def who_may(
    act: Callable[[User], object],
    people: Mapping[str, User],
    *,
    also_refusals: Collection[str] = (),
) -> tuple[str, ...]:
    """The names of those for whom the act succeeds; whatever it changed is taken back.

    A violation of a rule is no refusal and breaks the test, unless its code is in `also_refusals`.
    """
    return tuple(name for name, user in people.items() if _succeeds(act, user, also_refusals))


def _succeeds(act: Callable[[User], object], user: User, also_refusals: Collection[str]) -> bool:
    try:
        with transaction.atomic():
            act(user)
            transaction.set_rollback(True)
    except (NotAllowed, ObjectDoesNotExist):
        return False
    except RuleViolation as violation:
        if violation.code not in also_refusals:
            raise
        return False
    return True


def verbs_of(modules: Iterable[ModuleType]) -> set[str]:
    """The services that a person calls: public, keyword-only, with an actor."""
    return {name for module in modules for name in _verbs(module)}


def _verbs(module: ModuleType) -> Iterator[str]:
    for name, function in inspect.getmembers(module, inspect.isfunction):
        if name.startswith("_") or function.__module__ != module.__name__:
            continue
        taken = inspect.signature(function).parameters
        keywords = all(one.kind is one.KEYWORD_ONLY for one in taken.values())
        if keywords and "actor" in taken:
            yield f"{module.__name__.rsplit('.', 1)[-1]}.{name}"
