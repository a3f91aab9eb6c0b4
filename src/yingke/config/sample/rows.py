"""Rows and events of many visits, collected in memory and inserted table by table."""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import Model

from yingke.domains.feedback.models import Feedback
from yingke.domains.growth.models import FollowUp, Step
from yingke.domains.resources.models import Booking
from yingke.domains.visits.models import (
    AgendaBooking,
    AgendaItem,
    AgendaPerson,
    Approval,
    CheckItem,
    Guest,
    Member,
    Node,
    PlanVersion,
    Task,
)
from yingke.foundation.documents.models import Document, Version
from yingke.foundation.identity.models import User
from yingke.foundation.journal import Event
from yingke.foundation.journal.services import PastEvent, backfill
from yingke.foundation.kernel import clock
from yingke.foundation.notifications.models import Notification

# Parents before children.
ORDER: tuple[type[Model], ...] = (
    *(Guest, Node, Task, Document, Version, CheckItem),
    *(AgendaItem, AgendaPerson, Booking, AgendaBooking, PlanVersion, Approval),
    *(Feedback, FollowUp, Step, Notification),
)


class Rows:
    """Collects rows; `flush` inserts parents before children."""

    def __init__(self) -> None:
        self._tables: dict[type[Model], list[Model]] = defaultdict(list)
        self._late: list[tuple[datetime, Any]] = []
        self._members: set[tuple[int, int]] = set()
        self._finishing: dict[type[Model], list[Callable[[], None]]] = defaultdict(list)
        self.now = clock.now()

    def add(self, row: Any) -> Any:
        """Collect a row."""
        self._tables[type(row)].append(row)
        return row

    def before_writing(self, model: type[Model], finish: Callable[[], None]) -> None:
        """Call `finish` once the parents of this table have primary keys."""
        self._finishing[model].append(finish)

    def happened(self, moment: datetime | None, actor: User | None, make: Any) -> bool:
        """Collect an event if `moment` is past; `make()` builds it once its rows have keys."""
        if moment is None or moment > self.now:
            return False
        self._late.append((moment, (actor, make)))
        return True

    def member(self, visit_id: int, user_id: int | None) -> None:
        """Add a user to the members of a visit."""
        if user_id is not None:
            self._members.add((visit_id, user_id))

    def flush(self) -> int:
        """Insert everything; return the number of events."""
        unknown = set(self._tables) - set(ORDER)
        if unknown:
            raise LookupError(f"no place in ORDER for {unknown}")
        for model in ORDER:
            for finish in self._finishing[model]:
                finish()
            _bulk(model, self._tables[model])
        Member.objects.bulk_create(
            [
                Member(visit_id=visit, user_id=user, added_at=self.now)
                for visit, user in sorted(self._members)
            ],
            batch_size=2000,
        )
        self._late.sort(key=lambda pair: pair[0])
        facts = [PastEvent(_made(make), moment, actor) for moment, (actor, make) in self._late]
        return backfill(facts)


def _bulk(model: type[Model], rows: list[Any]) -> None:
    for row in rows:
        for field in model._meta.concrete_fields:
            if field.is_relation and field.is_cached(row):  # type: ignore[attr-defined]
                parent = field.get_cached_value(row)  # type: ignore[attr-defined]
                setattr(row, field.attname, parent.pk if parent else None)
    model._default_manager.bulk_create(rows, batch_size=1000)


def _made(make: Any) -> Event:
    event: Event = make()
    return event
