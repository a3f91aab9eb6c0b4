"""Messages leave at least once, and what does not leave is not lost from sight."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

import pytest
from django.core import mail
from django.utils import translation
from tests.factories.identity import make_user
from tests.factories.notifications import Pigeon

from yingke.foundation.identity.models import User
from yingke.foundation.kernel import clock
from yingke.foundation.notifications import queries
from yingke.foundation.notifications.models import Message, Profile
from yingke.foundation.notifications.services import (
    mark_all_read,
    notify,
    retry,
    send,
    send_due,
    set_modes,
)
from yingke.foundation.notifications.terms import Mode, State

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
MakePigeon = Callable[..., Pigeon]


def tell(user: User, *, kind: str = "lamps.lit", key: str = "lit:7", lamp: str = "台灯") -> None:
    notify(to=[user], kind=kind, params={"lamp": lamp, "who": "周敏"}, url="/lamps/7/", key=key)


def test_a_message_leaves_once_and_is_marked(pigeon: MakePigeon) -> None:
    loft = pigeon()
    with clock.at(NOON):
        tell(make_user("甲"))
        message = Message.objects.get()
        assert send(message_id=message.pk) is True
        assert send(message_id=message.pk) is False
    message.refresh_from_db()
    assert (message.state, message.sent_at) == (State.SENT, NOON)
    (letter,) = loft.letters
    assert letter.id == str(message.uuid)
    assert letter.subject == "台灯 亮了"
    assert letter.text.startswith("由 周敏 点亮\nhttp://localhost:8000/lamps/7/\n\n")


def test_a_message_speaks_its_readers_language(pigeon: MakePigeon) -> None:
    loft = pigeon(mode=Mode.DIGEST)
    with clock.at(NOON), translation.override("zh-hans"):
        tell(make_user("甲", language="en"))
    with clock.at(NOON + timedelta(days=1)):
        assert send_due() == 1
    assert loft.letters[0].subject == "Yingke: 1 message today"


def test_a_failure_is_tried_again_later_and_later(pigeon: MakePigeon) -> None:
    loft = pigeon(falters=2)
    with clock.at(NOON):
        tell(make_user("甲"))
        assert send_due() == 0
    message = Message.objects.get()
    assert (message.attempts, message.error) == (1, "OSError: fog")
    assert message.due_at == NOON + timedelta(seconds=90)
    with clock.at(NOON + timedelta(seconds=89)):
        send_due()
    with clock.at(message.due_at):
        send_due()
    assert Message.objects.get().due_at == message.due_at + timedelta(minutes=3)
    with clock.at(NOON + timedelta(hours=1)):
        assert send_due() == 1
    assert [letter.id for letter in loft.letters] == [str(message.uuid)]
    assert Message.objects.get().error == ""


def test_one_that_never_leaves_waits_among_the_dead_letters_until_revived(
    pigeon: MakePigeon,
) -> None:
    loft = pigeon(falters=10)
    tell(make_user("甲"))
    message = Message.objects.get()
    for day in range(10):
        with clock.at(clock.now() + timedelta(days=day)):
            send_due()
    assert list(queries.undelivered()) == [message]
    retry(message_id=message.pk)
    assert send_due() == 1
    assert not queries.undelivered().exists()
    assert len(loft.letters) == 1


def test_one_that_fails_does_not_keep_the_others(pigeon: MakePigeon) -> None:
    loft = pigeon(falters=1)
    for n in range(3):
        tell(make_user(f"{n}号"), key=str(n))
    assert send_due() == 2
    assert len(loft.letters) == 2


def test_a_digest_is_one_letter_of_what_is_still_unread(pigeon: MakePigeon) -> None:
    loft = pigeon(mode=Mode.DIGEST)
    user = make_user("甲", language="en")
    with clock.at(NOON):
        tell(user, key="1", lamp="旧灯")
        mark_all_read(actor=user)
        tell(user, key="2", lamp="台灯")
        tell(user, key="3", lamp="壁灯")
        assert send_due() == 0
    with clock.at(NOON + timedelta(days=1)):
        assert send_due() == 1
    (letter,) = loft.letters
    assert letter.subject == "Yingke: 2 messages today"
    assert "台灯 亮了" in letter.text
    assert "壁灯 亮了" in letter.text
    assert "旧灯" not in letter.text


def test_a_digest_that_was_read_in_the_inbox_does_not_leave(pigeon: MakePigeon) -> None:
    loft = pigeon(mode=Mode.DIGEST)
    user = make_user("甲")
    with clock.at(NOON):
        tell(user)
        mark_all_read(actor=user)
    with clock.at(NOON + timedelta(days=1)):
        assert send_due() == 0
    assert loft.letters == []
    assert Message.objects.get().state == State.NEEDLESS


def test_what_comes_while_a_digest_leaves_waits_for_the_next(pigeon: MakePigeon) -> None:
    pigeon(mode=Mode.DIGEST, falters=1)
    user = make_user("甲")
    with clock.at(NOON):
        tell(user, key="1")
    with clock.at(NOON + timedelta(days=1)):
        send_due()
        tell(user, key="2")
    closed, opened = Message.objects.order_by("pk")
    assert (closed.state, closed.notifications.count()) == (State.SENDING, 1)
    assert (opened.state, opened.notifications.count()) == (State.PENDING, 1)


def test_mail_carries_a_message_id_that_does_not_change() -> None:
    user = make_user("甲", email="jia@company.example")
    set_modes(actor=user, modes={("lamps.lit", "mail"): Mode.NOW})
    tell(user, lamp="台\n灯")
    message = Message.objects.get()
    send_due()
    (sent,) = mail.outbox
    assert sent.to == ["jia@company.example"]
    assert sent.subject == "台 灯 亮了"
    assert sent.extra_headers["Message-ID"] == f"<{message.uuid}@localhost>"


def test_only_urgent_kinds_leave_by_mail_at_once_unless_chosen() -> None:
    user = make_user("甲")
    tell(user, key="1")
    tell(user, kind="lamps.fire", key="2")
    assert list(Message.objects.order_by("pk").values_list("channel", "is_digest")) == [
        ("mail", True),
        ("mail", False),
    ]


def test_a_person_with_a_chat_address_is_reached_there() -> None:
    user = make_user("甲")
    Profile.objects.create(user=user, apprise_url="feishu://token1234567890", digest_at=time(9))
    tell(user, kind="lamps.fire")
    assert set(Message.objects.values_list("channel", flat=True)) == {"mail", "apprise"}
