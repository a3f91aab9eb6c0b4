"""Add, change and remove agenda items; their bookings follow."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from yingke.domains.resources.models import Booking
from yingke.domains.visits import events, notices, permissions
from yingke.domains.visits.models import AgendaItem, Visit
from yingke.domains.visits.queries import facts
from yingke.domains.visits.registers import Change, apply_effects
from yingke.domains.visits.rules import agenda
from yingke.domains.visits.services import bookings, locking, plans
from yingke.domains.visits.terms import Answer
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@dataclass(frozen=True)
class ItemFields:
    """Fields of an agenda item; moments are aware."""

    kind: str
    name: str
    starts_at: datetime
    ends_at: datetime
    name_en: str = ""
    place: str = ""
    note: str = ""
    interactive: bool = False


@transaction.atomic
def add_item(
    *, actor: "User", visit_id: int, item: ItemFields, pk: int | None = None
) -> AgendaItem:
    """Add an item to the agenda; `pk` is that of a removed item which returns."""
    visit = plannable(actor, visit_id)
    _check(visit, item)
    row = AgendaItem.objects.create(pk=pk, visit=visit, **asdict(item))
    _record(actor, visit, row, "added", {}, values_of(row))
    _finish(visit, actor, {}, values_of(row))
    return row


@transaction.atomic
def change_item(
    *, actor: "User", item_id: int, item: ItemFields, moved: Booking | None = None
) -> AgendaItem:
    """Change an item; its bookings move too, and at another time its people are asked again.

    The caller itself moves the booking `moved`. RuleViolation("resource_taken") if a booked
    resource is not free then; nothing has changed.
    """
    row = AgendaItem.objects.get(pk=item_id)
    visit = plannable(actor, row.visit_id)
    row.refresh_from_db()
    if row.started_at is not None:
        raise RuleViolation("item_has_begun", item=row.label)
    _check(visit, item)
    before = values_of(row)
    for name, value in asdict(item).items():
        setattr(row, name, value)
    after = values_of(row)
    if before == after:
        return row
    row.save()
    if (before["starts_at"], before["ends_at"]) != (after["starts_at"], after["ends_at"]):
        bookings.move_with(row, actor=actor, moved=moved)
        ask_again(row)
    _record(actor, visit, row, "changed", *_differences(before, after))
    _finish(visit, actor, before, after)
    return row


@transaction.atomic
def remove_item(*, actor: "User", item_id: int) -> None:
    """Remove an item; its bookings are released and its people notified."""
    row = AgendaItem.objects.get(pk=item_id)
    visit = plannable(actor, row.visit_id)
    row.refresh_from_db()
    if row.started_at is not None:
        raise RuleViolation("item_has_begun", item=row.label)
    bookings.release_all(row, actor=actor, reason=row.name)
    notices.item_removed(visit, row)
    _record(actor, visit, row, "removed", values_of(row), {})
    before = values_of(row)
    row.delete()
    _finish(visit, actor, before, {})


def fields_of(row: AgendaItem, **changes: Any) -> ItemFields:
    """Return the current fields of an item, with some of them changed."""
    stored = {name: getattr(row, name) for name in ItemFields.__dataclass_fields__}
    return ItemFields(**{**stored, **changes})


def values_of(row: AgendaItem) -> dict[str, Any]:
    """Return an item's values for the journal and the plan's snapshot."""
    return {
        "kind": row.kind,
        "name": row.name,
        "name_en": row.name_en,
        "starts_at": row.starts_at.isoformat(),
        "ends_at": row.ends_at.isoformat(),
        "place": row.place,
        "note": row.note,
        "interactive": row.interactive,
    }


def ask_again(row: AgendaItem) -> None:
    """Ask people who had accepted or not answered to confirm the new time."""
    invited = (Answer.ASKED, Answer.ACCEPTED)
    parts = list(row.people.select_related("staff").filter(answer__in=invited))
    row.people.filter(pk__in=[part.pk for part in parts]).update(
        answer=Answer.ASKED, answered_at=None, reason=""
    )
    for part in parts:
        notices.item_moved(row, part)


def plannable(actor: "User", visit_id: int) -> Visit:
    """Lock and return the visit if the actor may change its agenda."""
    visit = locking.locked(visit_id)
    require(permissions.can_plan(actor, visit))
    return visit


def _finish(visit: Visit, actor: "User", before: dict[str, Any], after: dict[str, Any]) -> None:
    """Apply effects of packages above and check whether the plan's approval still holds."""
    locking.touch(visit)
    apply_effects(visit, Change("item", before, after), actor)
    plans.recheck(visit, actor=actor)


def _check(visit: Visit, item: ItemFields) -> None:
    if not item.name.strip():
        raise RuleViolation("name_missing", field="name")
    agenda.check_times(item.starts_at, item.ends_at, facts.agenda_bounds(visit))


def _differences(
    before: dict[str, Any], after: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    changed = [name for name in after if before[name] != after[name]]
    return {name: before[name] for name in changed}, {name: after[name] for name in changed}


def _record(
    actor: "User",
    visit: Visit,
    row: AgendaItem,
    change: str,
    before: dict[str, Any],
    after: dict[str, Any],
) -> None:
    journal.record(
        actor=actor,
        event=events.AgendaChanged(
            *(visit.pk, visit.account_id, change, row.pk, row.name, row.name_en),
            *(before, after),
        ),
    )
