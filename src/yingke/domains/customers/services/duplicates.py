"""Find customers that may be one company, and remember which are not."""

from __future__ import annotations

import hashlib
import json
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from math import log2
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from django.db import transaction

from yingke.domains.customers import permissions, queries
from yingke.domains.customers.events import DuplicateDismissed
from yingke.domains.customers.models import Account, Contact, DuplicatePair, DuplicateSearch
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel import clock, jobs
from yingke.foundation.policy.queries import value

if TYPE_CHECKING:
    from yingke.engines.linkage import LinkedPair
    from yingke.foundation.identity.models import User

Found = dict[tuple[int, int], tuple[float, bool, list[list[Any]]]]
_PHONES = 20  # of a customer's contacts; more say nothing new


def search_again(*, actor: User) -> None:
    """Let a worker compare all customers now instead of tonight."""
    require(permissions.can_merge(actor))
    jobs.enqueue("customers.find_duplicates")


def find_duplicates() -> DuplicateSearch:
    """Compare all customers with each other and store the pairs that may be one company.

    Takes seconds for some hundred customers and a minute for 100,000, so a worker runs it.
    """
    start = time.monotonic()
    facts = _facts()
    found, prior = _compared(facts)
    return _store(facts, found, prior, time.monotonic() - start)


@transaction.atomic
def dismiss_duplicate(*, actor: User, pair_id: int) -> DuplicatePair:
    """Remember that two customers are different companies, until what is known of them changes."""
    pair = queries.duplicates.pairs_for(actor).select_for_update(of=("self",)).get(pk=pair_id)
    if pair.dismissed_at is None:
        pair.dismissed_by, pair.dismissed_at = actor, clock.now()
        pair.save(update_fields=["dismissed_by", "dismissed_at"])
        event = DuplicateDismissed(pair.first_id, pair.second_id, pair.second.name)
        journal.record(actor=actor, event=event)
    return pair


@transaction.atomic
def reconsider_duplicate(*, actor: User, pair_id: int) -> DuplicatePair:
    """Put a dismissed pair back into the queue."""
    pair = queries.duplicates.pairs_for(actor).select_for_update(of=("self",)).get(pk=pair_id)
    pair.dismissed_by = pair.dismissed_at = None
    pair.save(update_fields=["dismissed_by", "dismissed_at"])
    return pair


def _facts() -> dict[int, dict[str, str]]:
    """What the engine compares of each customer, by its id; the keys are those of its fields."""
    phones: dict[int, list[str]] = defaultdict(list)
    for account_id, phone in (
        Contact.objects.exclude(phone="").order_by("pk").values_list("account_id", "phone")
    ):
        phones[account_id].append(phone)
    columns = ("pk", "name", "credit_code", "address", "website")
    return {
        row["pk"]: facts_of(row, phones[row["pk"]])
        for row in Account.objects.order_by("pk").values(*columns)
    }


def facts_of(row: Mapping[str, Any], phones: Sequence[str] = ()) -> dict[str, str]:
    """The fields of `engines.linkage` of one customer, given its columns."""
    values = {
        "company": row["name"],
        "credit_code": row["credit_code"],
        "address": row["address"],
        "website": urlsplit(row["website"]).hostname,
        "phone": "; ".join(phones[:_PHONES]),
    }
    return {name: text for name, text in values.items() if text}


def _compared(facts: Mapping[int, Mapping[str, str]]) -> tuple[Found, float]:
    """The pairs with (probability, kept apart, evidence), and the weight of no evidence."""
    from yingke.engines.linkage import Field, link  # loads a database and large dictionaries
    from yingke.engines.linkage.linking import apart

    least = float(cast(Decimal, value("customers.duplicate_probability"))) / 100
    ids = list(facts)
    rows = [{Field(name): text for name, text in facts[pk].items()} for pk in ids]
    linkage = link(rows, threshold=least)
    pairs: list[LinkedPair] = [*linkage.pairs, *apart(rows, linkage.model)]
    found = {
        (ids[pair.left], ids[pair.right]): (
            pair.probability,
            pair.kept_apart or _different_codes(facts[ids[pair.left]], facts[ids[pair.right]]),
            [[one.comparison, one.step, round(one.weight, 2)] for one in pair.evidence],
        )
        for pair in pairs
    }
    prior = linkage.model.prior
    return found, log2(prior / (1 - prior))


def _different_codes(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    codes = {side["credit_code"] for side in (one, other) if "credit_code" in side}
    return len(codes) == 2


@transaction.atomic
def _store(
    facts: Mapping[int, Mapping[str, str]], found: Found, prior: float, seconds: float
) -> DuplicateSearch:
    """Write what was found; judged pairs stay judged while their facts are the same."""
    now = clock.now()
    there = set(Account.objects.filter(pk__in=facts).values_list("pk", flat=True))
    known = {
        (pair.first_id, pair.second_id): pair for pair in DuplicatePair.objects.select_for_update()
    }
    for (first, second), (probability, kept_apart, evidence) in found.items():
        if not {first, second} <= there:
            continue  # merged or removed meanwhile
        pair = known.pop((first, second), None) or DuplicatePair(first_id=first, second_id=second)
        fingerprint = _fingerprint(facts[first], facts[second])
        if pair.fingerprint != fingerprint:
            pair.dismissed_by = pair.dismissed_at = None
        pair.probability, pair.prior, pair.evidence = probability, prior, evidence
        pair.kept_apart, pair.fingerprint, pair.found_at = kept_apart, fingerprint, now
        pair.save()
    gone = [pair.pk for pair in known.values() if pair.dismissed_at is None]
    DuplicatePair.objects.filter(pk__in=gone).delete()
    return DuplicateSearch.objects.create(ended_at=now, accounts=len(facts), seconds=seconds)


def _fingerprint(*sides: Mapping[str, str]) -> str:
    return hashlib.sha256(json.dumps(sides, sort_keys=True).encode()).hexdigest()
