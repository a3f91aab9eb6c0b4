"""Which customers a person sees, and how they are found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, TextField

from yingke.domains.customers.events import account_ref
from yingke.domains.customers.models import Account
from yingke.domains.customers.registers import access
from yingke.domains.customers.rules.groups import Place, in_order
from yingke.foundation.identity.models import Grant, OrgUnit
from yingke.foundation.identity.models.access import permissions_of
from yingke.foundation.identity.queries import delegations_in_force
from yingke.foundation.journal import queries as journal
from yingke.foundation.journal.models import Entry

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


def visible_to(user: User) -> QuerySet[Account]:
    """The customers that a person may see.

    - all of them with `customers.see_all` (coordinators, management, approvers, custodians);
    - those that the person answers for as account manager or director;
    - those of the departments, and the departments below, in which the person holds a role that
      carries `customers.edit` (account managers see their department's customers);
    - for as long as somebody delegates to the person: those of that somebody, as above;
    - those of `registers.access`, which packages above add (whose visits the person serves).

    Everybody else sees none.
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


def with_group(accounts: QuerySet[Account]) -> QuerySet[Account]:
    """Each with `in_group`: it is below another account, or others are below it."""
    below = Exists(Account.objects.filter(parent=OuterRef("pk")))
    return accounts.annotate(in_group=Q(root__isnull=False) | below)


def _departments_of(user: User, givers: QuerySet[Any, Any]) -> QuerySet[OrgUnit, Any]:
    """The units, with everything below them, whose customers the person keeps."""
    granted = Grant.objects.filter(
        Q(user=user) | Q(user__in=givers),
        unit__isnull=False,
        role__permissions__contains=["customers.edit"],
    )
    place = ExpressionWrapper(OuterRef("path"), output_field=TextField())
    above = granted.annotate(place=place).filter(place__startswith=F("unit__path"))
    return OrgUnit.objects.filter(Exists(above)).values("pk")


def sees_customers(user: User) -> bool:
    """Whether the pages of customers are worth showing in the navigation; asks no customer row."""
    held = permissions_of(user)
    return bool(held & {"customers.see_all", "customers.edit"})


def search(user: User, text: str, limit: int = 8) -> list[Account]:
    """Visible customers whose names, number or pinyin hold every word of the text, by name."""
    words = text.casefold().split()
    if not words:
        return []
    found = visible_to(user)
    for word in words:
        found = found.filter(search_text__contains=word)
    return list(found.order_by("sort_key", "pk")[:limit])


def account_choices(user: User) -> QuerySet[Account]:
    """Visible customers to pick from in a form, by name; closed ones left out."""
    return visible_to(user).exclude(status="closed").order_by("sort_key", "pk")


def group_parents(top_id: int) -> dict[int, int | None]:
    """Every account of a group with its parent, given the id of the one at the top."""
    rows = Account.objects.filter(Q(pk=top_id) | Q(root_id=top_id))
    return dict(rows.values_list("pk", "parent_id"))


def group_of(user: User, account: Account) -> list[tuple[Place, Account]]:
    """The visible members of an account's group in tree order; empty if it stands alone."""
    top = account.group_id
    rows = visible_to(user).filter(Q(pk=top) | Q(root_id=top)).order_by("sort_key", "pk")
    found = {row.pk: row for row in rows}
    if len(found) < 2:
        return []
    parents = {row.pk: row.parent_id for row in found.values()}
    return [(place, found[place.account_id]) for place in in_order(parents, list(found))]


def timeline(reader: User, account: Account, limit: int = 20) -> list[Entry]:
    """The latest facts about a customer and what the reader sees in its context, newest first."""
    ref = account_ref(account.pk)
    own = journal.about(ref.kind, ref.id).values("pk")[:limit]
    around = journal.in_context(reader, ref.kind, ref.id).values("pk")[:limit]
    entries = Entry.objects.filter(pk__in=own.union(around)).select_related("actor")
    return list(entries.order_by("-occurred_at", "-pk")[:limit])
