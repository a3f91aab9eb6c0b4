"""Possible duplicates that a user may judge, and what a merge of two customers would do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, Literal

from django.db.models import Field, Q, QuerySet

from yingke.domains.customers.models import Account, Contact, DuplicatePair, DuplicateSearch, Merge
from yingke.domains.customers.permissions import can_merge
from yingke.domains.customers.queries.accounts import group_parents, visible_to
from yingke.domains.customers.queries.references import counts_of, references_to
from yingke.domains.customers.registers import dropped
from yingke.domains.customers.rules import groups, merging
from yingke.domains.customers.rules.merging import Choice
from yingke.foundation.kernel import clock

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

SIDES: Final = ("first", "second")


def pairs_for(user: User) -> QuerySet[DuplicatePair]:
    """Return the pairs of which the user may merge both sides, the likeliest first."""
    if not can_merge(user):
        return DuplicatePair.objects.none()
    own = visible_to(user)
    if not user.may("customers.edit"):
        own = own.filter(Q(account_manager=user) | Q(director=user))
    ids = own.values("pk")
    pairs = DuplicatePair.objects.filter(first__in=ids, second__in=ids)
    return pairs.select_related(*SIDES)


def waiting(user: User) -> QuerySet[DuplicatePair]:
    """Return the pairs that nobody has judged."""
    return pairs_for(user).filter(dismissed_at=None)


def dismissed(user: User) -> QuerySet[DuplicatePair]:
    return pairs_for(user).exclude(dismissed_at=None).order_by("-dismissed_at", "-pk")


def undoable(user: User) -> QuerySet[Merge]:
    """Return the merges that the user may still undo, newest first."""
    if not can_merge(user):
        return Merge.objects.none()
    merges = Merge.objects.filter(undone_at=None, undo_until__gte=clock.now())
    return merges.filter(kept__in=visible_to(user).values("pk")).select_related("kept", "merged_by")


def last_search() -> DuplicateSearch | None:
    return DuplicateSearch.objects.first()


def kept_instead_of(account_id: int) -> int | None:
    """Return the id of the customer into which this one was merged."""
    merges = Merge.objects.filter(absorbed_id=account_id, undone_at=None)
    return merges.values_list("kept_id", flat=True).first()


def proposed(kept: Account, absorbed: Account) -> list[Choice]:
    """Return what a merge proposes for each column."""
    from yingke.engines.linkage.book import is_formal
    from yingke.engines.linkage.normalise import companies  # loads large dictionaries

    read = [companies.read(side.name) for side in (kept, absorbed)]
    registered = tuple(bool(name and is_formal(name)) for name in read)
    return merging.choices(
        vars(kept),
        vars(absorbed),
        registered=(registered[0], registered[1]),
        related=line_of(kept, absorbed) != "",
    )


def line_of(kept: Account, absorbed: Account) -> Literal["above", "below", ""]:
    """Say whether the kept customer is above or below the absorbed one in their group."""
    if kept.group_id != absorbed.group_id:
        return ""
    parents = group_parents(kept.group_id)
    if absorbed.pk in groups.below(kept.pk, parents):
        return "above"
    return "below" if kept.pk in groups.below(absorbed.pk, parents) else ""


def shared_contacts(kept: Account, absorbed: Account) -> list[tuple[Contact, Contact]]:
    """Return the people whom both customers have, each once: (of the kept, of the absorbed)."""
    mine = list(Contact.objects.filter(account=kept).order_by("pk"))
    found: list[tuple[Contact, Contact]] = []
    for theirs in Contact.objects.filter(account=absorbed).order_by("pk"):
        same = (one for one in mine if merging.same_person(vars(one), vars(theirs)))
        if twin := next(same, None):
            mine.remove(twin)
            found.append((twin, theirs))
    return found


def holdings(accounts: Sequence[Account]) -> list[tuple[Field[Any, Any], list[int]]]:
    """Return how many rows refer to each of the customers, by foreign key."""
    unseen = {"customers.merge", *(entry.code for entry in dropped)}
    pks = [account.pk for account in accounts]
    fields = [
        field
        for field in references_to(Account)
        if field.model._meta.label_lower not in unseen and field.name != "root"
    ]
    found = [(field, counts_of(field, pks)) for field in fields]
    return [(field, numbers) for field, numbers in found if any(numbers)]
