"""A subscriber hears of each fact, and its answer takes effect once."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from tests.factories.identity import make_user
from tests.factories.journal import LampLit, LampMoved

from yingke.foundation.identity.models import User
from yingke.foundation.journal import registry, services, subscribe
from yingke.foundation.journal.delivery import deliver
from yingke.foundation.journal.models import Delivery, Entry

Listen = Callable[[Callable[[Entry, Any], None]], None]


@pytest.fixture
def listen(monkeypatch: pytest.MonkeyPatch) -> Listen:
    monkeypatch.setattr(registry, "_subscribers", {})
    return lambda handler: subscribe(LampMoved, name="lamps.count")(handler) and None


def names() -> list[str]:
    return list(User.objects.order_by("pk").values_list("name", flat=True))


@pytest.mark.django_db
def test_a_subscriber_gets_the_entry_and_the_fact(listen: Listen) -> None:
    heard = []
    listen(lambda entry, event: heard.append((entry, event)))
    entry = services.record(actor=None, event=LampMoved(lamp=7))
    assert deliver(entry_id=entry.pk, subscriber="lamps.count") is True
    assert heard == [(entry, LampMoved(lamp=7))]


@pytest.mark.django_db
def test_a_second_delivery_does_nothing(listen: Listen) -> None:
    listen(lambda entry, event: make_user("甲") and None)
    entry = services.record(actor=None, event=LampMoved(lamp=7))
    deliver(entry_id=entry.pk, subscriber="lamps.count")
    assert deliver(entry_id=entry.pk, subscriber="lamps.count") is False
    assert names() == ["甲"]


@pytest.mark.django_db
def test_a_subscriber_that_crashes_leaves_nothing_and_is_tried_again(listen: Listen) -> None:
    attempts = []

    def crash_once(entry: Entry, event: LampMoved) -> None:
        make_user("甲")
        attempts.append(event.lamp)
        if len(attempts) == 1:
            raise ConnectionError("the worker lost its way")

    listen(crash_once)
    entry = services.record(actor=None, event=LampMoved(lamp=7))
    with pytest.raises(ConnectionError):
        deliver(entry_id=entry.pk, subscriber="lamps.count")
    assert names() == []
    assert not Delivery.objects.exists()
    assert deliver(entry_id=entry.pk, subscriber="lamps.count") is True
    assert names() == ["甲"]


@pytest.mark.django_db
def test_a_worker_without_the_subscriber_leaves_the_job_to_another(listen: Listen) -> None:
    entry = services.record(actor=None, event=LampLit(7))
    with pytest.raises(LookupError, match=r"no subscriber 'lamps\.count' of lamps\.lit"):
        deliver(entry_id=entry.pk, subscriber="lamps.count")


@pytest.mark.django_db
def test_a_name_is_taken_once(listen: Listen) -> None:
    listen(lambda entry, event: None)
    with pytest.raises(ValueError, match=r"already has a subscriber named 'lamps\.count'"):
        listen(lambda entry, event: None)


@pytest.mark.django_db(transaction=True)
def test_two_workers_with_one_job_take_effect_once(listen: Listen) -> None:
    both_in = threading.Barrier(2, timeout=10)
    done: list[bool] = []

    def slow(entry: Entry, event: LampMoved) -> None:
        make_user("甲")

    listen(slow)
    entry = services.record(actor=None, event=LampMoved(lamp=7))

    def work() -> None:
        both_in.wait()
        try:
            done.append(deliver(entry_id=entry.pk, subscriber="lamps.count"))
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=20)
    assert sorted(done) == [False, True]
    assert names() == ["甲"]
