"""What rarely happens, on some of the visits: an escalated approval, a plan that lapsed, a gate."""

from datetime import timedelta

from yingke.config.sample.company import Company
from yingke.domains.customers.services.contacts import save_contact
from yingke.domains.customers.terms import Language
from yingke.domains.planning.services import proposals
from yingke.domains.resources import queries as resources
from yingke.domains.resources import services as resource_services
from yingke.domains.resources.terms import ResourceKind
from yingke.domains.visits import events
from yingke.domains.visits.models import Node, Visit
from yingke.domains.visits.services import agenda, approval_turns, bookings
from yingke.domains.visits.terms import PREPARATION_STATES, AgendaKind, VisitState
from yingke.foundation.journal.services import PastEvent, backfill


def make(visits: list[Visit], company: Company) -> None:
    """Let the clock and the people act through the services, as they would in a company."""
    approval_turns.escalate_overdue()
    _lapse_a_plan(visits)
    _book_twice(visits)
    _override_a_gate(visits, company)
    _propose_a_plan(visits)


def _lapse_a_plan(visits: list[Visit]) -> None:
    """A tea break is put on the agenda after the plan was approved."""
    planned = [visit for visit in visits if visit.state == VisitState.PLANNED]
    if not planned:
        return
    visit = planned[-1]
    assert visit.coordinator is not None  # noqa: S101 – an approved visit has one
    tea = agenda.ItemFields(
        kind=AgendaKind.BREAK,
        name="茶歇",
        name_en="Tea break",
        starts_at=visit.leaves_at - timedelta(minutes=30),
        ends_at=visit.leaves_at,
    )
    agenda.add_item(actor=visit.coordinator, visit_id=visit.pk, item=tea)


def _book_twice(visits: list[Visit]) -> None:
    """Two rooms were booked for one meeting; another one is held for a visit that may come."""
    for visit in visits:
        item = visit.agenda.filter(bookings__booking__resource__kind=ResourceKind.ROOM).first()
        if visit.state != VisitState.PLANNED or visit.coordinator is None or item is None:
            continue
        rooms = resources.free_resources(
            ResourceKind.ROOM, item.starts_at, item.ends_at, seats=visit.headcount
        ).filter(site=visit.site)
        if len(rooms) < 2:
            continue
        bookings.book_for_item(actor=visit.coordinator, item_id=item.pk, resource_id=rooms[0].pk)
        resource_services.book(
            actor=visit.coordinator,
            resource_id=rooms[1].pk,
            starts_at=item.starts_at,
            ends_at=item.ends_at,
            label="预留：意向来访，待客户确认",
            held_until=item.starts_at - timedelta(hours=1),
        )
        return


def _override_a_gate(visits: list[Visit], company: Company) -> None:
    """Guests who were received although the readiness was not confirmed."""
    received = [visit for visit in visits if visit.arrived_at and visit.ended_at is None]
    received += [visit for visit in visits if visit.archived_at]
    if not received:
        return
    visit = received[0]
    assert visit.arrived_at is not None  # noqa: S101 – chosen so
    node = Node.objects.get(visit=visit, kind="readiness")
    fact = events.GateOverridden(visit.pk, visit.account_id, [node.name], "客人提前到达，先行接待")
    backfill([PastEvent(fact, visit.arrived_at - timedelta(minutes=1), company.users["manager"])])


def _propose_a_plan(visits: list[Visit]) -> None:
    """A delegation that speaks German: one person interprets, and not for so long in a day.

    The worker makes the proposal once it runs.
    """
    coming = [visit for visit in visits if visit.state in PREPARATION_STATES]
    if not coming:
        return
    visit = max(coming, key=_spoken)
    assert visit.coordinator is not None  # noqa: S101 – a planned visit has one
    for guest in visit.guests.select_related("contact"):
        save_contact(actor=None, pk=guest.contact_id, language=Language.GERMAN)
    proposals.propose(actor=visit.coordinator, visit_id=visit.pk)


def _spoken(visit: Visit) -> timedelta:
    """How long there is something to interpret."""
    silent = (AgendaKind.TRANSFER, AgendaKind.BREAK, AgendaKind.FAREWELL)
    items = visit.agenda.exclude(kind__in=silent)
    return sum((item.ends_at - item.starts_at for item in items), timedelta())
