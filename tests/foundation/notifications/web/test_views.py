"""The inbox, a person's preferences, and what could not be delivered."""

from collections.abc import Callable
from datetime import time
from typing import Any

import pytest
from django.test import Client
from tests.factories.identity import make_user
from tests.factories.notifications import Pigeon

from yingke.foundation.identity.models import User
from yingke.foundation.notifications import queries
from yingke.foundation.notifications.models import Message, Notification
from yingke.foundation.notifications.services import notify
from yingke.foundation.notifications.terms import Mode, State

pytestmark = pytest.mark.django_db
WISHES = {"digest_at": "07:45", "urgent_breaks_quiet": "on"}


@pytest.fixture
def reader(client: Client) -> User:
    """Somebody with an inbox, signed in."""
    user = make_user("甲", language="en")
    client.force_login(user)
    return user


def tell(user: User, key: str = "1", lamp: str = "台灯", url: str = "/lamps/7/") -> Notification:
    notify(to=[user], kind="lamps.lit", params={"lamp": lamp, "who": "周敏"}, url=url, key=key)
    return Notification.objects.get(user=user, key=key)


def preferences(**more: str) -> dict[str, str]:
    kinds = {
        f"mode-{kind}-{channel}": mode
        for kind, mode in (("lamps.lit", "digest"), ("lamps.fire", "now"))
        for channel in ("mail", "apprise")
    }
    return WISHES | kinds | {"mode-lamps.lit-apprise": "now"} | more


def test_the_inbox_is_ones_own(client: Client, reader: User) -> None:
    tell(make_user("乙"), lamp="别人的灯")
    tell(reader)
    html = client.get("/inbox/").content.decode()
    assert "台灯 亮了" in html
    assert "别人的灯" not in html


def test_it_narrows_to_what_is_unread(client: Client, reader: User) -> None:
    read, unread = tell(reader, "1"), tell(reader, "2")
    client.post(f"/inbox/{read.pk}/read/")
    found = client.get("/inbox/?show=unread").context["found"]
    assert list(found.items) == [unread]
    assert len(client.get("/inbox/").context["found"].items) == 2


def test_opening_a_message_reads_it_and_goes_there(client: Client, reader: User) -> None:
    row = tell(reader)
    answer = client.get(f"/inbox/{row.pk}/")
    assert (answer.status_code, answer["Location"]) == (302, "/lamps/7/")
    assert queries.unread(reader).count() == 0


def test_a_message_leads_nowhere_outside_the_house(client: Client, reader: User) -> None:
    row = tell(reader, url="//elsewhere.example/")
    assert client.get(f"/inbox/{row.pk}/")["Location"] == "/inbox/"


def test_everything_is_read_at_once(client: Client, reader: User) -> None:
    tell(reader, "1")
    tell(reader, "2")
    other = make_user("乙")
    tell(other)
    assert client.post("/inbox/read/").status_code == 302
    assert (queries.unread(reader).count(), queries.unread(other).count()) == (0, 1)


def test_somebody_elses_message_is_not_there(client: Client, reader: User) -> None:
    row = tell(make_user("乙"))
    assert client.get(f"/inbox/{row.pk}/").status_code == 404
    assert client.post(f"/inbox/{row.pk}/read/").status_code == 404
    assert Notification.objects.get().read_at is None


def test_the_inbox_pages_by_key(client: Client, reader: User) -> None:
    rows = [tell(reader, str(n)) for n in range(35)]
    first = client.get("/inbox/").context["found"]
    second = client.get("/inbox/", {"cursor": first.next_cursor}).context["found"]
    assert [*first.items, *second.items] == rows[::-1]
    assert client.get("/inbox/?cursor=forged").status_code == 400


def test_a_longer_inbox_asks_no_more(
    client: Client, reader: User, django_assert_max_num_queries: Any
) -> None:
    tell(reader, "1")
    with django_assert_max_num_queries(12) as first:
        client.get("/inbox/")
    tell(reader, "2")
    tell(reader, "3")
    with django_assert_max_num_queries(len(first)):
        client.get("/inbox/")


def test_a_person_chooses_what_reaches_him(client: Client, reader: User) -> None:
    sent = preferences(
        quiet_from="22:00",
        quiet_until="07:00",
        apprise_url="feishu://token1234567890",
        **{"mode-lamps.lit-mail": "off"},
    )
    assert client.post("/settings/notifications/", sent).status_code == 302
    profile = queries.profile_of(reader)
    assert (profile.quiet_from, profile.quiet_until, profile.digest_at) == (
        time(22),
        time(7),
        time(7, 45),
    )
    assert profile.apprise_url == "feishu://token1234567890"
    modes = queries.modes_of(reader)
    assert modes["lamps.lit", "mail"] is Mode.OFF
    assert modes["lamps.fire", "mail"] is Mode.NOW
    html = client.get("/settings/notifications/").content.decode()
    assert "A lamp was lit" in html


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("quiet_from", "22:00", "Quiet hours need a start and an end."),
        ("apprise_url", "not an address", "This is not a supported chat bot address"),
        ("apprise_url", "json://169.254.169.254/", "This is not a supported chat bot address"),
        ("apprise_url", "file:///etc/passwd", "This is not a supported chat bot address"),
    ],
)
def test_a_mistake_is_named_and_nothing_is_saved(
    client: Client, reader: User, field: str, value: str, sentence: str
) -> None:
    answer = client.post(
        "/settings/notifications/",
        preferences(**{field: value}),
        headers={"accept-language": "en"},
    )
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert queries.profile_of(reader).apprise_url == ""


def test_what_could_not_be_delivered_is_seen_and_tried_again(
    client: Client, pigeon: Callable[..., Pigeon]
) -> None:
    pigeon()
    client.force_login(make_user("管理员", roles=("admin",)))
    tell(make_user("乙"))
    message = Message.objects.get()
    message.state, message.attempts, message.error = State.DEAD, 10, "OSError: fog"
    message.save()
    html = client.get("/settings/undelivered/").content.decode()
    assert "台灯 亮了" in html
    assert "OSError: fog" in html
    client.post("/settings/undelivered/retry/", {"pk": [message.pk]})
    message.refresh_from_db()
    assert (message.state, message.attempts) == (State.SENDING, 0)


def test_others_do_not_see_the_undelivered(client: Client, reader: User) -> None:
    assert client.get("/settings/undelivered/").status_code == 404
    assert client.post("/settings/undelivered/retry/").status_code == 404


@pytest.mark.parametrize("url", ["/inbox/", "/inbox/1/", "/settings/notifications/"])
def test_a_stranger_is_asked_to_sign_in(client: Client, url: str) -> None:
    assert client.get(url)["Location"].startswith("/login/")
