"""Create and edit the papers of commerce; without `pk` a service creates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from yingke.domains.commerce import events, permissions, rules
from yingke.domains.commerce.models import Contract, Order, Paper, Payment, Project, Quote
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal.records import RecordChanged, save_changes
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.changes import locked_or_new

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

P = TypeVar("P", bound=Paper)


@transaction.atomic
def save_order(
    *, actor: User | None, pk: int | None = None, version: int | None = None, **columns: Any
) -> Order:
    """Save an order; a new one needs `number`, `account_id`, `ordered_on` and `amount`."""
    return _saved(actor, Order, events.OrderChanged, pk, version, columns)


@transaction.atomic
def save_payment(
    *, actor: User | None, pk: int | None = None, version: int | None = None, **columns: Any
) -> Payment:
    """Save an amount due; a new one needs `number`, `account_id`, `due_on` and `amount`."""
    return _saved(actor, Payment, events.PaymentChanged, pk, version, columns)


@transaction.atomic
def save_contract(
    *, actor: User | None, pk: int | None = None, version: int | None = None, **columns: Any
) -> Contract:
    """Save a contract; a new one needs `number`, `account_id`, `signed_on` and `amount`."""
    return _saved(actor, Contract, events.ContractChanged, pk, version, columns)


@transaction.atomic
def save_project(
    *, actor: User | None, pk: int | None = None, version: int | None = None, **columns: Any
) -> Project:
    """Save a project; a new one needs `number`, `account_id` and `started_on`."""
    return _saved(actor, Project, events.ProjectChanged, pk, version, columns)


@transaction.atomic
def save_quote(
    *, actor: User | None, pk: int | None = None, version: int | None = None, **columns: Any
) -> Quote:
    """Save a quote; a new one needs `number`, `account_id`, `quoted_on` and `amount`."""
    return _saved(actor, Quote, events.QuoteChanged, pk, version, columns)


def _saved(
    actor: User | None,
    model: type[P],
    event: type[RecordChanged],
    pk: int | None,
    version: int | None,
    columns: dict[str, Any],
) -> P:
    require(actor is None or permissions.can_edit(actor))
    row = locked_or_new(model, pk, version)
    stored = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    today = clock.today(ZoneInfo(settings.TIME_ZONE))
    rules.check(str(model._meta.model_name), {**stored, **columns}, today=today)
    save_changes(row, columns, actor=actor, event=event.of)
    return row
