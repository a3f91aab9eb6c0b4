"""Many events recorded at once are heard as single ones are."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.factories.customers import make_account
from tests.factories.identity import make_user

from yingke.domains.customers.events import AccountCreated, TierChanged
from yingke.foundation.journal import services
from yingke.foundation.journal.models import Entry

pytestmark = pytest.mark.django_db


def test_events_are_recorded_for_the_actor_and_each_subscriber_gets_a_job():
    actor, account = make_user(), make_account()
    moved = TierChanged(account.pk, "key", "strategic", "采购额")
    services.record_all(actor=actor, events=[AccountCreated(account.pk, "K-1", "甲"), moved, moved])
    entries = Entry.objects.filter(subject_id=account.pk, actor=actor).order_by("pk")
    assert [entry.kind for entry in entries] == [
        "customers.account_created",
        *["customers.tier_changed"] * 2,
    ]
    jobs = ProcrastinateJob.objects.filter(task_name="journal.deliver")
    heard = [(job.args["entry_id"], job.args["subscriber"]) for job in jobs]
    assert (entries[1].pk, "api.webhooks") in heard
    assert (entries[2].pk, "api.webhooks") in heard
    assert entries[0].pk not in {number for number, _name in heard}


def test_nothing_is_recorded_of_nothing():
    services.record_all(actor=None, events=[])
    assert not Entry.objects.exists()
