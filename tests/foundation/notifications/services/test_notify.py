"""Each person is told once, in the transaction of what happened."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.factories.identity import make_user
from tests.factories.notifications import Pigeon

from yingke.foundation.identity.models import User
from yingke.foundation.kernel import clock
from yingke.foundation.notifications import queries
from yingke.foundation.notifications.models import Message, Notification, Profile
from yingke.foundation.notifications.services import notify, set_modes
from yingke.foundation.notifications.terms import Mode

NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)  # in Shanghai
NIGHT = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)  # 23:00 in Shanghai
MakePigeon = Callable[..., Pigeon]


def tell(*people: User, kind: str = "lamps.lit", key: str = "lit:7", **params: Any) -> int:
    params = {"lamp": "台灯", "who": "周敏"} | params
    return notify(to=people, kind=kind, params=params, url="/lamps/7/", key=key)


def jobs() -> list[dict[str, Any]]:
    return [job.args for job in ProcrastinateJob.objects.filter(task_name="notifications.send")]


@pytest.mark.django_db
def test_each_person_finds_it_in_the_inbox(pigeon: MakePigeon) -> None:
    pigeon()
    people = [make_user("甲"), make_user("乙")]
    assert tell(*people, people[0]) == 2
    for user in people:
        row = queries.visible_to(user).get()
        assert (row.wording.title, row.wording.body, row.url) == (
            "台灯 亮了",
            "由 周敏 点亮",
            "/lamps/7/",
        )
        assert queries.unread(user).count() == 1


@pytest.mark.django_db
def test_the_same_key_tells_once(pigeon: MakePigeon) -> None:
    pigeon()
    first, second = make_user("甲"), make_user("乙")
    assert tell(first) == 1
    assert tell(first, second) == 1
    assert Notification.objects.count() == Message.objects.count() == len(jobs()) == 2


@pytest.mark.django_db
def test_a_change_that_fails_tells_nobody(pigeon: MakePigeon) -> None:
    pigeon()
    user = make_user("甲")

    @transaction.atomic
    def change() -> None:
        tell(user)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change()
    assert queries.unread(user).count() == 0
    assert jobs() == []


@pytest.mark.django_db
def test_a_person_who_has_left_is_passed_over() -> None:
    user = make_user("甲")
    user.is_active = False
    assert tell(user) == 0


@pytest.mark.django_db
def test_an_undeclared_kind_is_refused() -> None:
    with pytest.raises(LookupError, match=r"lamps\.sung"):
        tell(make_user("甲"), kind="lamps.sung")


@pytest.mark.django_db
def test_a_kind_turned_off_stays_in_the_inbox(pigeon: MakePigeon) -> None:
    pigeon()
    user = make_user("甲")
    set_modes(actor=user, modes={("lamps.lit", "pigeon"): Mode.OFF})
    tell(user)
    assert queries.unread(user).count() == 1
    assert not Message.objects.exists()


@pytest.mark.django_db
def test_quiet_hours_hold_a_message_until_they_end(pigeon: MakePigeon) -> None:
    pigeon()
    user = make_user("甲")
    Profile.objects.create(user=user, quiet_from=time(22), quiet_until=time(7))
    with clock.at(NIGHT):
        tell(user)
    assert Message.objects.get().due_at == NIGHT + timedelta(hours=8)
    assert jobs() == []


@pytest.mark.django_db
@pytest.mark.parametrize(("breaks", "held"), [(True, timedelta(0)), (False, timedelta(hours=8))])
def test_urgent_messages_break_the_quiet_if_the_person_lets_them(
    pigeon: MakePigeon, breaks: bool, held: timedelta
) -> None:
    pigeon()
    user = make_user("甲")
    Profile.objects.create(
        user=user, quiet_from=time(22), quiet_until=time(7), urgent_breaks_quiet=breaks
    )
    with clock.at(NIGHT):
        tell(user, kind="lamps.fire")
    assert Message.objects.get().due_at == NIGHT + held


@pytest.mark.django_db
def test_a_digest_gathers_until_its_time(pigeon: MakePigeon) -> None:
    pigeon(mode=Mode.DIGEST)
    user = make_user("甲")
    with clock.at(NOON):
        tell(user, key="1")
        tell(user, key="2")
    digest = Message.objects.get()
    assert digest.is_digest
    assert digest.due_at == NOON + timedelta(hours=20, minutes=30)
    assert digest.notifications.count() == 2
    assert jobs() == []


@pytest.mark.django_db
def test_telling_many_takes_no_more_queries_than_telling_one(
    pigeon: MakePigeon, django_assert_max_num_queries: Any
) -> None:
    pigeon(mode=Mode.DIGEST)
    people = [make_user(f"{n}号") for n in range(12)]
    with django_assert_max_num_queries(14):
        tell(people[0])
    with django_assert_max_num_queries(14):
        tell(*people[1:])


@pytest.mark.django_db(transaction=True)
def test_two_who_tell_at_once_under_one_key_tell_once(pigeon: MakePigeon) -> None:
    pigeon(mode=Mode.DIGEST)
    user = make_user("甲")
    both_in = threading.Barrier(2, timeout=10)
    told: list[int] = []

    def work() -> None:
        both_in.wait()
        try:
            told.append(tell(user))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert sorted(told) == [0, 1]
    assert Message.objects.get().notifications.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_tell_one_person_at_once_share_the_digest(pigeon: MakePigeon) -> None:
    pigeon(mode=Mode.DIGEST)
    user = make_user("甲")
    first_in, may_commit = threading.Event(), threading.Event()

    def slow() -> None:
        try:
            with transaction.atomic():
                tell(user, key="slow")
                first_in.set()
                assert may_commit.wait(timeout=20)
        finally:
            connection.close()

    tell(user, key="opens the digest")
    thread = threading.Thread(target=slow)
    thread.start()
    assert first_in.wait(timeout=20)
    tell(user, key="quick")  # does not wait for the slow one
    may_commit.set()
    thread.join(timeout=20)
    assert Message.objects.get().notifications.count() == 3
