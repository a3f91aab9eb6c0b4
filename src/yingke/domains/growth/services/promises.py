"""Promises to customers: made on a visit or elsewhere, kept with a proof."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.files import File
from django.db import transaction

from yingke.domains.customers import queries as customers
from yingke.domains.customers.models import Contact
from yingke.domains.growth import events, permissions
from yingke.domains.growth.models import Promise
from yingke.domains.visits.models import Visit
from yingke.foundation.documents import services as documents
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import services as journal
from yingke.foundation.journal.events import Ref
from yingke.foundation.journal.records import save_changes
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.changes import locked, locked_or_new
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@transaction.atomic
def save_promise(
    *, actor: User | None, pk: int | None = None, version: int | None = None, **columns: Any
) -> Promise:
    """Record or edit a promise; a new one needs `account_id`, `text`, `owner_id` and its days.

    A kept one is no longer edited. RuleViolation `due_before_promised`, `contact_unknown`, or
    `visit_of_another_customer`.
    """
    row = locked_or_new(Promise, pk, version)
    account = columns.get("account_id", row.account_id)
    require(actor is None or permissions.can_promise(actor, row if pk else None))
    customers.require_known(actor, account)
    due, made = (columns.get(name, getattr(row, name)) for name in ("due_on", "promised_on"))
    if due < made:
        raise RuleViolation("due_before_promised", field="due_on")
    contact = columns.get("contact_id", row.contact_id)
    if contact and not Contact.objects.filter(pk=contact, account=account).exists():
        raise RuleViolation("contact_unknown", field="contact")
    visit = columns.get("visit_id", row.visit_id)
    if visit and not Visit.objects.filter(pk=visit, account=account).exists():
        raise RuleViolation("visit_of_another_customer", field="visit")
    save_changes(row, columns, actor=actor, event=events.PromiseSaved.of)
    return row


@transaction.atomic
def keep_promise(
    *, actor: User, promise_id: int, proof: str, upload: File[Any] | None = None
) -> Promise:
    """Record how a promise was kept: by a sentence, with a file where there is one."""
    row = locked(Promise, promise_id)
    require(permissions.can_keep(actor, row))
    if actor.pk != row.owner_id:
        customers.require_known(actor, row.account_id)
    if row.kept_at is not None:
        raise RuleViolation("promise_kept")
    if not proof.strip():
        raise RuleViolation("proof_missing", field="proof")
    if upload is not None:
        owner = Ref("customers.account", row.account_id)
        row.document = documents.store(actor=actor, owner=owner, upload=upload, purpose="promise")
    row.kept_at, row.proof, row.version = clock.now(), proof.strip(), row.version + 1
    row.save(update_fields=["kept_at", "proof", "document", "version"])
    event = events.PromiseKept(row.pk, row.account_id, row.text, row.due_on, row.proof)
    journal.record(actor=actor, event=event)
    return row
