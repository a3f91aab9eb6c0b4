"""Guests of a visit."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from yingke.domains.customers import services as customers
from yingke.domains.customers.models import Contact
from yingke.domains.visits import events, permissions
from yingke.domains.visits.models import Guest, Visit
from yingke.domains.visits.registers import Change, apply_effects
from yingke.domains.visits.rules import guests as rules
from yingke.domains.visits.rules.names import Person, same
from yingke.domains.visits.services import locking, plans
from yingke.domains.visits.terms import GuestRole
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

NewGuest = Person  # as the callers of `add_guests` name it


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
def add_guests(
    *,
    actor: "User",
    visit_id: int,
    contact_ids: Sequence[int] = (),
    new: Sequence[Person] = (),
) -> list[Guest]:
    """Add several contacts, and people who become contacts of the customer, as guests.

    Their roles follow from their influence (`rules.guests`); those on the list already stay as
    they are. Whoever may not edit the customer can name no `new` ones.
    """
    visit = _editable(actor, visit_id)
    if not contact_ids and not new:
        raise RuleViolation("nobody_named", field="contacts")
    chosen = list(Contact.objects.filter(pk__in=contact_ids).order_by("-influence", "sort_key"))
    chosen += [_contact(actor, visit, person) for person in new]
    listed = set(visit.guests.values_list("contact", flat=True))
    added = {row.pk: row for row in chosen if row.pk not in listed}
    roles = rules.preset_roles(
        [rules.Known(row.pk, row.influence, row.is_decision_maker) for row in added.values()],
        has_principal=visit.guests.filter(role=GuestRole.PRINCIPAL).exists(),
    )
    return [
        set_guest(actor=actor, visit_id=visit_id, contact_id=pk, role=roles[pk]) for pk in added
    ]


def _contact(actor: "User", visit: Visit, person: Person) -> Contact:
    """The working contact of this name, or a new one."""
    known = Contact.objects.filter(account=visit.account_id, active=True)
    found = next((row for row in known if same(person.name, (row.name, row.name_en))), None)
    return found or customers.save_contact(
        actor=actor,
        account_id=visit.account_id,
        name=person.name,
        title=person.title,
        phone=person.phone,
        email=person.email,
        language=visit.account.language,
    )


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
