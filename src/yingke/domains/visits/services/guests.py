"""Guests of a visit."""

from typing import TYPE_CHECKING

from django.db import transaction

from yingke.domains.customers.models import Contact
from yingke.domains.visits import events, permissions
from yingke.domains.visits.models import Guest, Visit
from yingke.domains.visits.registers import Change, apply_effects
from yingke.domains.visits.services import locking, plans
from yingke.domains.visits.terms import GuestRole
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@transaction.atomic
def set_guest(
    *, actor: "User", visit_id: int, contact_id: int, role: str, expectation: str = ""
) -> Guest:
    """Add a contact of the customer (or of its group) as a guest, or change their role."""
    visit = _editable(actor, visit_id)
    contact = Contact.objects.select_related("account").get(pk=contact_id)
    if not _of_same_group(contact, visit):
        raise RuleViolation("contact_of_another_customer", field="contact", contact=contact.label)
    guest = visit.guests.filter(contact=contact).first()
    before = {"role": guest.role, "expectation": guest.expectation} if guest else {}
    if role == GuestRole.PRINCIPAL:  # only one principal guest: the former one becomes a VIP
        visit.guests.filter(role=GuestRole.PRINCIPAL).exclude(contact=contact).update(
            role=GuestRole.VIP
        )
    if guest is None:
        guest = Guest(visit=visit, contact=contact, position=visit.guests.count())
    guest.role, guest.expectation = role, expectation.strip()
    guest.save()
    after = {"role": guest.role, "expectation": guest.expectation}
    _count_and_record(visit, actor, contact, before, after)
    return guest


@transaction.atomic
def remove_guest(*, actor: "User", visit_id: int, contact_id: int) -> None:
    """Remove a guest."""
    visit = _editable(actor, visit_id)
    guest = visit.guests.select_related("contact").get(contact=contact_id)
    guest.delete()
    _count_and_record(visit, actor, guest.contact, {"role": guest.role}, {})


def _editable(actor: "User", visit_id: int) -> Visit:
    visit = locking.locked(visit_id)
    allowed = permissions.can_edit_request(actor, visit) or permissions.can_plan(actor, visit)
    require(allowed)
    return visit


def _of_same_group(contact: Contact, visit: Visit) -> bool:
    group = {visit.account_id, visit.account.root_id} - {None}
    return bool({contact.account_id, contact.account.root_id} & group)


def _count_and_record(
    visit: Visit,
    actor: "User",
    contact: Contact,
    before: dict[str, str],
    after: dict[str, str],
) -> None:
    headcount = visit.headcount
    visit.headcount = max(headcount, visit.guests.count())
    locking.touch(visit, "headcount")
    if visit.headcount != headcount:
        change = Change("headcount", {"headcount": headcount}, {"headcount": visit.headcount})
        apply_effects(visit, change, actor)
    plans.recheck(visit, actor=actor)
    name = contact.name
    journal.record(
        actor=actor,
        event=events.GuestsChanged(
            visit.pk,
            visit.account_id,
            {f"{name}.{key}": value for key, value in before.items()},
            {f"{name}.{key}": value for key, value in after.items()},
        ),
    )
