"""Record and revoke agreements."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.files import File
from django.db import transaction

from yingke.domains.customers import permissions
from yingke.domains.customers.events import AgreementRevoked, AgreementSigned, account_ref
from yingke.domains.customers.models import Account, Agreement, Contact
from yingke.domains.customers.rules.agreements import check_dates
from yingke.domains.customers.terms import AgreementKind
from yingke.foundation.documents import services as documents
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@transaction.atomic
def sign_agreement(
    *,
    actor: User | None,
    account_id: int,
    signed_on: date,
    valid_from: date,
    valid_until: date | None,
    kind: str = AgreementKind.NDA,
    number: str = "",
    scope: str = "",
    signer_id: int | None = None,
    upload: File[Any] | None = None,
) -> Agreement:
    """Record a signed agreement, valid through its last day.

    `upload` is the signed copy; RuleViolation as in `documents.services.store` if it cannot be
    stored.
    """
    account = Account.objects.get(pk=account_id)
    require(actor is None or permissions.can_edit(actor, account))
    check_dates(signed_on=signed_on, valid_from=valid_from, valid_until=valid_until)
    if signer_id and not Contact.objects.filter(pk=signer_id, account=account).exists():
        raise RuleViolation("contact_unknown", field="signer")
    agreement = Agreement.objects.create(
        account=account,
        kind=AgreementKind(kind),
        number=number,
        scope=scope,
        signer_id=signer_id,
        signed_on=signed_on,
        valid_from=valid_from,
        valid_until=valid_until,
    )
    if upload is not None:
        _keep_copy(agreement, actor, upload)
    journal.record(
        actor=actor,
        event=AgreementSigned(
            agreement_id=agreement.pk,
            account_id=account.pk,
            agreement_kind=str(agreement.kind),
            number=number,
            valid_from=valid_from,
            valid_until=valid_until,
        ),
    )
    return agreement


@transaction.atomic
def keep_copy(*, actor: User | None, agreement_id: int, upload: File[Any]) -> Agreement:
    """Store the signed copy of an agreement, as a new version if there is one."""
    agreement = Agreement.objects.select_related("account").get(pk=agreement_id)
    require(actor is None or permissions.can_edit(actor, agreement.account))
    _keep_copy(agreement, actor, upload)
    return agreement


def _keep_copy(agreement: Agreement, actor: User | None, upload: File[Any]) -> None:
    agreement.document = documents.store(
        actor=actor,
        owner=account_ref(agreement.account_id),
        upload=upload,
        purpose=agreement.kind,
        title=f"{agreement} #{agreement.pk}",
    )
    agreement.save(update_fields=["document"])


@transaction.atomic
def revoke_agreement(*, actor: User | None, agreement_id: int, reason: str) -> Agreement:
    """Revoke an agreement as of today, with a reason."""
    agreement = (
        Agreement.objects.select_for_update(of=("self",))
        .select_related("account")
        .get(pk=agreement_id)
    )
    require(actor is None or permissions.can_edit(actor, agreement.account))
    if agreement.revoked_on is not None:
        raise RuleViolation("already_revoked", revoked=agreement.revoked_on)
    if not reason.strip():
        raise RuleViolation("reason_needed", field="reason")
    agreement.revoked_on = clock.today(ZoneInfo(settings.TIME_ZONE))
    agreement.save(update_fields=["revoked_on"])
    journal.record(
        actor=actor,
        event=AgreementRevoked(
            agreement_id=agreement.pk,
            account_id=agreement.account_id,
            agreement_kind=str(agreement.kind),
            number=agreement.number,
            reason=reason.strip(),
        ),
    )
    return agreement
