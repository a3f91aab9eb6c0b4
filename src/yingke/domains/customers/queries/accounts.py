"""Customers that a user may see, and searches among them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, TextField

from yingke.domains.customers.events import account_ref
from yingke.domains.customers.models import Account, Merge
from yingke.domains.customers.registers import access
from yingke.domains.customers.rules.groups import Place, in_order
from yingke.foundation.identity.models import Grant, OrgUnit
from yingke.foundation.identity.models.access import permissions_of
from yingke.foundation.identity.queries import delegations_in_force
from yingke.foundation.journal import queries as journal
from yingke.foundation.journal.models import Entry
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


def visible_to(user: User) -> QuerySet[Account]:
    """Return the customers that a user may see.

    All with `customers.see_all` (coordinators, management, approvers, custodians). Otherwise
    those of which they are account manager or director, those of departments (with sub-units) in
    which they hold a role with `customers.edit`, the same for each person who currently
    delegates to them, and those of `registers.access`, which packages above add (for instance
    customers of their visits).
    """
    if user.may("customers.see_all"):
        return Account.objects.all()
    if not user.is_active:
        return Account.objects.none()
    givers = delegations_in_force().filter(taker=user).values("giver")
    mine = (
        Q(account_manager=user)
        | Q(director=user)
        | Q(account_manager__in=givers)
        | Q(director__in=givers)
        | Q(department__in=_departments_of(user, givers))
    )
    for entry in access:
        mine |= Q(pk__in=entry.accounts(user))
    return Account.objects.filter(mine)


def require_known(user: User | None, account_id: int) -> None:
    """Refuse a customer that the user may not see: RuleViolation `customer_unknown`."""
    known = Account.objects.all() if user is None else visible_to(user)
    if not known.filter(pk=account_id).exists():
        raise RuleViolation("customer_unknown", field="account")


def with_group(accounts: QuerySet[Account]) -> QuerySet[Account]:
    """Annotate `in_group`: the account has a parent or subsidiaries."""
    below = Exists(Account.objects.filter(parent=OuterRef("pk")))
    return accounts.annotate(in_group=Q(root__isnull=False) | below)


def _departments_of(user: User, givers: QuerySet[Any, Any]) -> QuerySet[OrgUnit, Any]:
    """Return the departments, with sub-units, whose customers the user edits."""
    granted = Grant.objects.filter(
        Q(user=user) | Q(user__in=givers),
        unit__isnull=False,
        role__permissions__contains=["customers.edit"],
    )
    place = ExpressionWrapper(OuterRef("path"), output_field=TextField())
    above = granted.annotate(place=place).filter(place__startswith=F("unit__path"))
    return OrgUnit.objects.filter(Exists(above)).values("pk")


def sees_customers(user: User) -> bool:
    """Whether to show customers in the navigation; reads no customer."""
    held = permissions_of(user)
    return bool(held & {"customers.see_all", "customers.edit"})


def search(user: User, text: str, limit: int = 8) -> list[Account]:
    """Return visible customers whose names, number or pinyin contain every word, by name."""
    words = text.casefold().split()
    if not words:
        return []
    found = visible_to(user)
    for word in words:
        found = found.filter(search_text__contains=word)
    return list(found.order_by("sort_key", "pk")[:limit])


def account_choices(user: User) -> QuerySet[Account]:
    """Return visible active customers by name, for choices in forms."""
    return visible_to(user).exclude(status="closed").order_by("sort_key", "pk")


def group_parents(top_id: int) -> dict[int, int | None]:
    """Return the parent of each account in the group whose top has this id."""
    rows = Account.objects.filter(Q(pk=top_id) | Q(root_id=top_id))
    return dict(rows.values_list("pk", "parent_id"))


def group_of(user: User, account: Account) -> list[tuple[Place, Account]]:
    """Return the visible members of an account's group in tree order; empty without a group."""
    top = account.group_id
    rows = visible_to(user).filter(Q(pk=top) | Q(root_id=top)).order_by("sort_key", "pk")
    found = {row.pk: row for row in rows}
    if len(found) < 2:
        return []
    parents = {row.pk: row.parent_id for row in found.values()}
    return [(place, found[place.account_id]) for place in in_order(parents, list(found))]


def timeline(reader: User, account: Account, limit: int = 20) -> list[Entry]:
    """Return the latest journal entries of a customer that the reader may see, newest first.

    Those of customers merged into it are its own.
    """
    ids = [account.pk]
    if account.former_names:
        merges = Merge.objects.filter(kept=account, undone_at=None)
        ids += merges.values_list("absorbed_id", flat=True)
    found = [
        part.values("pk")[:limit]
        for ref in map(account_ref, ids)
        for part in (
            journal.about(ref.kind, ref.id),
            journal.in_context(reader, ref.kind, ref.id),
        )
    ]
    entries = Entry.objects.filter(pk__in=found[0].union(*found[1:])).select_related("actor")
    return list(entries.order_by("-occurred_at", "-pk")[:limit])
