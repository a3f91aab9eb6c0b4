"""Create and edit the papers of commerce; without `pk` a service creates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from yingke.domains.commerce import events, permissions, rules
from yingke.domains.commerce.models import Contract, Order, Paper, Payment, Project, Quote
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal.records import RecordChanged, save_all
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.bulk import Write
from yingke.foundation.kernel.changes import locked_or_new
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

P = TypeVar("P", bound=Paper)
EVENTS: Final[Mapping[type[Paper], type[RecordChanged]]] = {
    Order: events.OrderChanged,
    Payment: events.PaymentChanged,
    Contract: events.ContractChanged,
    Project: events.ProjectChanged,
    Quote: events.QuoteChanged,
}


@transaction.atomic
def save_order(
    *, actor: User | None, pk: int | None = None, version: int | None = None, **columns: Any
) -> Order:
    """Save an order; a new one needs `number`, `account_id`, `ordered_on` and `amount`."""
    return _saved(actor, Order, pk, version, columns)


@transaction.atomic
def save_payment(
    *, actor: User | None, pk: int | None = None, version: int | None = None, **columns: Any
) -> Payment:
    """Save an amount due; a new one needs `number`, `account_id`, `due_on` and `amount`."""
    return _saved(actor, Payment, pk, version, columns)


@transaction.atomic
def save_contract(
    *, actor: User | None, pk: int | None = None, version: int | None = None, **columns: Any
) -> Contract:
    """Save a contract; a new one needs `number`, `account_id`, `signed_on` and `amount`."""
    return _saved(actor, Contract, pk, version, columns)


@transaction.atomic
def save_project(
    *, actor: User | None, pk: int | None = None, version: int | None = None, **columns: Any
) -> Project:
    """Save a project; a new one needs `number`, `account_id` and `started_on`."""
    return _saved(actor, Project, pk, version, columns)


@transaction.atomic
def save_quote(
    *, actor: User | None, pk: int | None = None, version: int | None = None, **columns: Any
) -> Quote:
    """Save a quote; a new one needs `number`, `account_id`, `quoted_on` and `amount`."""
    return _saved(actor, Quote, pk, version, columns)


@transaction.atomic
def save_papers(*, actor: User | None, writes: Sequence[Write[Any]]) -> None:
    """Save many papers of one kind; what is wrong with one stands in its `refused`."""
    today = clock.today(ZoneInfo(settings.TIME_ZONE))
    for write in writes:
        try:
            require(actor is None or permissions.can_edit(actor))
            row = write.row
            stored = {one.attname: getattr(row, one.attname) for one in row._meta.concrete_fields}
            rules.check(str(row._meta.model_name), {**stored, **write.columns}, today=today)
        except RuleViolation as violation:
            write.refused = violation
    if writes:
        save_all(writes, actor=actor, event=EVENTS[type(writes[0].row)].of)


def _saved(
    actor: User | None, model: type[P], pk: int | None, version: int | None, columns: dict[str, Any]
) -> P:
    write = Write(locked_or_new(model, pk, version), columns)
    save_papers(actor=actor, writes=[write])
    if write.refused is not None:
        raise write.refused
    return write.row
