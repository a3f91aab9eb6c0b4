"""64 random merges, each taken back: the database is as it was."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from itertools import pairwise
from random import Random

import pytest
from django.apps import apps
from tests.domains.visits import world as w
from tests.factories.customers import (
    make_account,
    make_contact,
    make_nda,
    make_pair,
    make_preference,
)

from yingke.domains.customers import services
from yingke.domains.customers.models import Account, Contact, Merge, Preference, Relationship
from yingke.domains.tiering.models import Run, Score, TierStay
from yingke.domains.tiering.queries import rule_sets
from yingke.domains.visits.models import Guest, Visit
from yingke.foundation.kernel import clock

# An undo is a change of the kept rows like any other: who edits them meanwhile must notice.
COUNTED = {"version", "updated_at"}


def dump() -> dict[str, list[dict[str, object]]]:
    """Every row of every table, the journal and the merges themselves left out."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label in {"journal", "procrastinate"} or model is Merge:
            continue
        names = [f.attname for f in model._meta.concrete_fields if f.name not in COUNTED]
        found[model._meta.label] = list(model._base_manager.order_by("pk").values(*names))
    return found


class Town:
    """Customers at random: groups, people of few names, rows that both sides have."""

    def __init__(self, random: Random, world: w.World, visit: Visit) -> None:
        self.random, self.manager = random, world.coordinator
        self.accounts = [world.account, *(self.account(n) for n in range(9))]
        people = [p for one in self.accounts for p in self.people(one)]
        for guest in random.sample(people, k=min(3, len(people))):
            Guest.objects.create(visit=visit, contact=guest)
        for account in random.choices(self.accounts, k=16):
            contact = random.choice([None, *(p for p in people if p.account == account)])
            text = f"{random.choice(['不喝酒', '花生过敏'])}{random.randint(0, 1)}"
            if not Preference.objects.filter(account=account, contact=contact, text=text).exists():
                make_preference(account, text, contact=contact)
        for account in random.choices(self.accounts, k=4):
            signers = [None, *(p for p in people if p.account == account)]
            make_nda(account, signer=random.choice(signers))
        self.tiers()
        for one, other in pairwise(people):
            if one.account == other.account:
                Relationship.objects.create(contact=one, other=other, kind="influences")
                Contact.objects.filter(pk=other.pk).update(reports_to=one)
        for one, two in pairwise(self.accounts):
            make_pair(one, two)

    def account(self, number: int) -> Account:
        known = getattr(self, "accounts", [])
        parents = [None, *Account.objects.filter(name__startswith="镇")]
        return make_account(
            f"镇{number}",
            manager=self.manager,
            parent=self.random.choice(parents + known),
            website=self.random.choice(["", "https://a.example"]),
            note=self.random.choice(["", "偏好下午", "每年招标"]),
            customer_since=self.random.choice([None, 2019, 2022]),
        )

    def tiers(self) -> None:
        day = date(2026, 3, 31)
        rules = rule_sets.in_force()
        run = Run.objects.create(month=day, as_of=day, at=clock.now(), rule_set=rules)
        for account in self.accounts:
            Score.objects.create(account=account, month=day, run=run, tier="key")
            stay = {"account": account, "tier": "key", "before": "potential"}
            TierStay.objects.create(**stay, since=clock.now())

    def people(self, account: Account) -> list[Contact]:
        return [
            make_contact(
                account,
                self.random.choice(["黄子涵", "许若曦", "林慧敏"]),
                phone=self.random.choice(["", "+8613800000001", "+8613900000002"]),
                email=self.random.choice(["", "a@x.example", "b@x.example"]),
            )
            for _ in range(self.random.randint(0, 4))
        ]


@pytest.fixture(scope="module")
def town(shared_world, stage):
    with stage(), clock.at(w.MONDAY):
        world = deepcopy(shared_world)
        return Town(Random(7), world, w.submitted(world))


@pytest.fixture(scope="module")
def before(town, stage):
    with stage():
        return dump()


@pytest.mark.parametrize("seed", range(16))
def test_merges_and_their_undo_leave_the_database_as_it_was(db, town, before, seed):
    random, ids = Random(seed), [account.pk for account in town.accounts]
    done = []
    for _ in range(4):
        kept, absorbed = random.sample(list(Account.objects.filter(pk__in=ids)), 2)
        versions = {"kept_version": kept.version, "absorbed_version": absorbed.version}
        sides = {"kept_id": kept.pk, "absorbed_id": absorbed.pk}
        done.append(services.merge_accounts(actor=town.manager, **sides, **versions))
        for account in Account.objects.select_related("parent"):
            assert account.root_id == (account.parent.group_id if account.parent else None)
    for one in reversed(done):
        services.undo_merge(actor=town.manager, merge_id=one.pk)
    after = dump()
    for label, rows in before.items():
        assert after[label] == rows, label
