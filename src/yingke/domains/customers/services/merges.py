"""Merge two customers that are one company, and undo it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, cast

from django.db import IntegrityError, connection, transaction
from django.db.models import Q

from yingke.domains.customers import permissions, queries
from yingke.domains.customers.events import AccountsMerged, MergeUndone
from yingke.domains.customers.models import Account, Contact, Merge
from yingke.domains.customers.queries import duplicates
from yingke.domains.customers.registers import dropped, followers
from yingke.domains.customers.rules import groups, merging
from yingke.domains.customers.services import references
from yingke.domains.customers.services.references import Step
from yingke.foundation.documents.models import Document
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel import changes, clock
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.policy.queries import value

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

STAY: Final = frozenset({"customers.account.root"})  # follows from `parent`


@transaction.atomic
def merge_accounts(
    *,
    actor: User | None,
    kept_id: int,
    absorbed_id: int,
    kept_version: int,
    absorbed_version: int,
    take: Collection[str] | None = None,
) -> Merge:
    """Merge one customer into another: everything that refers to it moves, and its row goes.

    `take` names the columns whose value comes from the absorbed customer (None: as proposed by
    `rules.merging`). Raises RuleViolation `stale` if either was edited since the versions given,
    `different_credit_codes`, and `merge_conflict` as `references.absorb`.
    """
    kept, absorbed = _locked_pair(actor, kept_id, absorbed_id)
    changes.require_current(kept, kept_version)
    changes.require_current(absorbed, absorbed_version)
    merging.check_codes(kept.credit_code, absorbed.credit_code)
    columns = merging.merged(duplicates.proposed(kept, absorbed), take)
    columns["parent_id"] = _parent_of(kept, absorbed, columns.get("parent_id"))
    columns["former_names"] = _former_names(kept, absorbed)
    steps = _moved(kept, absorbed)
    done = changes.write(kept, columns)
    _settle_groups({kept.pk, kept.group_id, absorbed.group_id})
    _check_references()
    merge = _stored(actor, kept, absorbed, steps, done)
    names = merge.pk, absorbed_id, absorbed.number, absorbed.name
    moved = references.counts(steps)
    event = AccountsMerged(kept_id, *names, done.before, done.after, moved)
    journal.record(actor=actor, event=event)
    return merge


@transaction.atomic
def undo_merge(*, actor: User | None, merge_id: int) -> Account:
    """Give back the absorbed customer and every reference that it had; later rows stay.

    A column of the kept customer that was edited since stays as edited. Raises RuleViolation
    `merge_already_undone`, `merge_undo_too_late`, `merge_undo_later_first` and `merge_conflict`.
    """
    merge = Merge.objects.select_for_update().get(pk=merge_id)
    kept = changes.locked(Account, merge.kept_id)
    _check_may(actor, [kept])
    _check_undo(merge)
    groups_before = {kept.pk, kept.group_id}
    for step in reversed(merge.steps):
        _take_back(step, merge)
    absorbed = Account.objects.get(pk=merge.absorbed_id)
    kept.refresh_from_db()
    changes.write(kept, _unedited(kept, merge.before, merge.after))
    _settle_groups(groups_before | {kept.group_id, absorbed.pk, absorbed.group_id})
    _check_references()
    merge.undone_at = clock.now()
    merge.save(update_fields=["undone_at"])
    event = MergeUndone(kept.pk, merge.pk, absorbed.pk, absorbed.number, absorbed.name)
    journal.record(actor=actor, event=event)
    return absorbed


def _locked_pair(actor: User | None, kept_id: int, absorbed_id: int) -> tuple[Account, Account]:
    """Both rows and the tops of their groups, locked in the order of their ids."""
    if kept_id == absorbed_id:
        raise RuleViolation("merge_with_itself")
    pair = Account.objects.filter(pk__in=[kept_id, absorbed_id])
    wanted = Q(pk__in=[kept_id, absorbed_id]) | Q(pk__in=pair.values("root_id"))
    found = {
        row.pk: row for row in Account.objects.select_for_update().filter(wanted).order_by("pk")
    }
    if not {kept_id, absorbed_id} <= found.keys():
        raise Account.DoesNotExist
    kept, absorbed = found[kept_id], found[absorbed_id]
    _check_may(actor, [kept, absorbed])
    return kept, absorbed


def _check_may(actor: User | None, accounts: Iterable[Account]) -> None:
    if actor is None:
        return
    ids = {account.pk for account in accounts}
    if queries.visible_to(actor).filter(pk__in=ids).count() < len(ids):
        raise Account.DoesNotExist
    require(all(permissions.can_merge(actor, account) for account in accounts))


def _parent_of(kept: Account, absorbed: Account, chosen: int | None) -> int | None:
    """The parent of the merged customer; within one line of a group, that of the upper one."""
    match duplicates.line_of(kept, absorbed):
        case "above":
            return kept.parent_id
        case "below":
            return absorbed.parent_id
    return chosen


def _former_names(kept: Account, absorbed: Account) -> str:
    """Every number and name under which the merged customer is still found, each once."""
    words = [kept.former_names, absorbed.former_names, absorbed.number, absorbed.name]
    lines = [line for word in [*words, absorbed.short_name] for line in word.splitlines()]
    return "\n".join(dict.fromkeys(filter(None, lines)))


def _moved(kept: Account, absorbed: Account) -> list[Step]:
    """Move what refers to the absorbed customer, and remove it, in this order."""
    steps = [
        {"follow": entry.code, "data": entry.merged(kept.pk, absorbed.pk)} for entry in followers
    ]
    for mine, theirs in duplicates.shared_contacts(kept, absorbed):
        steps += _join_contacts(mine, theirs)
    owned = Document.objects.filter(owner_kind="customers.account", owner_id=absorbed.pk)
    owner = Document._meta.get_field("owner_id")
    steps += references.move(owner, list(owned.order_by("pk")), absorbed.pk, kept.pk)
    gone = {entry.code for entry in dropped}
    return steps + references.absorb(kept, absorbed, stay=STAY, drop=gone)


def _join_contacts(kept: Contact, absorbed: Contact) -> list[Step]:
    """Join a person whom both customers have; the kept contact is completed by the other."""
    done = changes.write(kept, merging.filled(vars(kept), vars(absorbed)))
    filled = {"set": kept.pk, "before": done.before, "after": done.after}
    return [filled, *references.absorb(kept, absorbed)]


def _settle_groups(affected: Iterable[int | None]) -> None:
    """Store the top of every customer of these groups, as it follows from the parents."""
    ids = set(affected) - {None}
    rows = Account.objects.filter(Q(pk__in=ids) | Q(root_id__in=ids))
    found = {row.pk: row for row in rows.only("pk", "parent_id", "root_id")}
    tops = groups.tops({pk: row.parent_id for pk, row in found.items()})
    for pk, top in tops.items():
        if found[pk].root_id != top:
            Account.objects.filter(pk=pk).update(root_id=top)


def _check_references() -> None:
    """Let the database check now what it would check at the end of the transaction."""
    try:
        connection.check_constraints()
    except IntegrityError as error:
        raise RuleViolation(
            "merge_conflict", rows=str(Account._meta.verbose_name_plural)
        ) from error


def _stored(
    actor: User | None, kept: Account, absorbed: Account, steps: list[Step], done: changes.Changes
) -> Merge:
    now = clock.now()
    return Merge.objects.create(
        kept=kept,
        absorbed_id=absorbed.pk,
        absorbed_number=absorbed.number,
        absorbed_name=absorbed.name,
        steps=steps,
        before=done.before,
        after=done.after,
        merged_by=actor,
        merged_at=now,
        undo_until=now + cast(timedelta, value("customers.merge_undo")),
    )


def _check_undo(merge: Merge) -> None:
    if merge.undone_at is not None:
        raise RuleViolation("merge_already_undone")
    if clock.now() > merge.undo_until:
        raise RuleViolation("merge_undo_too_late", until=merge.undo_until)
    later = Merge.objects.filter(kept=merge.kept_id, undone_at=None, pk__gt=merge.pk)
    if last := later.order_by("-pk").first():
        raise RuleViolation("merge_undo_later_first", name=last.absorbed_name)


def _take_back(step: Step, merge: Merge) -> None:
    if "follow" in step:
        if entry := followers.get(step["follow"]):
            entry.undone(merge.kept_id, merge.absorbed_id, step["data"])
    elif "set" in step:
        contact = Contact.objects.select_for_update().filter(pk=step["set"]).first()
        if contact is not None:
            changes.write(contact, _unedited(contact, step["before"], step["after"]))
    else:
        references.put_back(step)


def _unedited(row: Any, before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """The columns of `before` that have not been edited since they became `after`."""
    return {name: old for name, old in before.items() if getattr(row, name) == after[name]}
