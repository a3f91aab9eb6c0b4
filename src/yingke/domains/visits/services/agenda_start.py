"""An agenda started from the standard one of the visit type, or from the customer's last visit."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction

from yingke.domains.visits import permissions
from yingke.domains.visits.models import AgendaItem
from yingke.domains.visits.queries import agenda_start as queries
from yingke.domains.visits.queries.agenda_start import Draft
from yingke.domains.visits.services import agenda, bookings, locking, staffing
from yingke.foundation.identity.permissions import require
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@dataclass(frozen=True)
class Gap:
    """What an item still needs: `code` is `resource` (`what` a kind) or `person` (a role)."""

    item: AgendaItem
    code: str
    what: str


@dataclass
class Started:
    """The new items, and what could not be filled."""

    items: list[AgendaItem] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)


@transaction.atomic
def start_agenda(
    *, actor: "User", visit_id: int, source: str, version: int | None = None
) -> Started:
    """Fill an empty agenda from a source of `queries.agenda_start`.

    Rooms and vehicles that are free are booked and the people who suit best are invited; nothing
    that is taken is touched. RuleViolation("agenda_not_empty"), or ("no_agenda_to_start_from")
    where the source has no item that fits into the visit.
    """
    visit = locking.locked(visit_id, version=version)
    require(permissions.can_plan(actor, visit))
    if visit.agenda.exists():
        raise RuleViolation("agenda_not_empty")
    start = queries.draft(actor, visit, source)
    if not start.items:
        raise RuleViolation("no_agenda_to_start_from", field="source")
    started = Started(outside=[one.name for one in start.outside])
    for draft in start.items:
        item = agenda.add_item(actor=actor, visit_id=visit_id, item=_fields(draft))
        started.items.append(item)
        started.gaps += _fill(actor, item, draft)
    return started


def _fields(draft: Draft) -> agenda.ItemFields:
    pattern = draft.placed.pattern
    return agenda.ItemFields(
        *(pattern.kind, pattern.name, draft.placed.starts_at, draft.placed.ends_at),
        name_en=pattern.name_en,
        place=pattern.place,
        note=pattern.note,
        interactive=pattern.interactive,
    )


def _fill(actor: "User", item: AgendaItem, draft: Draft) -> list[Gap]:
    """Book and invite; gives what is missing, also what somebody else took in between."""
    gaps = [Gap(item, "person", role) for role in draft.unfilled_roles]
    kind = draft.placed.pattern.resource_kind
    if draft.lacks_resource or (draft.resource and not _book(actor, item, draft.resource.pk)):
        gaps.append(Gap(item, "resource", kind))
    for role, person in draft.people:
        if person and not _invite(actor, item, person.pk, role):
            gaps.append(Gap(item, "person", role))
    return gaps


def _book(actor: "User", item: AgendaItem, resource_id: int) -> bool:
    if not actor.may("resources.book"):
        return False
    try:
        with transaction.atomic():
            bookings.book_for_item(actor=actor, item_id=item.pk, resource_id=resource_id)
    except RuleViolation as violation:
        if violation.code not in ("resource_taken", "resource_closed"):
            raise
        return False
    return True


def _invite(actor: "User", item: AgendaItem, staff_id: int, role: str) -> bool:
    try:
        with transaction.atomic():
            staffing.invite(actor=actor, item_id=item.pk, staff_id=staff_id, role=role)
    except RuleViolation as violation:
        if violation.code not in ("person_busy", "person_away"):
            raise
        return False
    return True
