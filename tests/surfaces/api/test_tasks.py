"""Webhooks: from a fact in the journal to a signed message at another system."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.domains.visits.world import MONDAY, submitted
from tests.factories.identity import make_user

from yingke.domains.visits.events import VisitSubmitted
from yingke.foundation.journal import queries as journal
from yingke.foundation.journal.delivery import deliver as deliver_entry
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation
from yingke.surfaces.api import tasks
from yingke.surfaces.api.models import Delivery
from yingke.surfaces.api.services import webhooks


class Receiver(ThreadingHTTPServer):
    """Another system on loopback; it answers `status` and keeps (headers, body)."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.status, self.got = 204, []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/events"


class Conversation(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((self.headers, body))
        self.send_response(self.server.status)
        if self.server.status == 302:
            self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Quietly."""


@contextmanager
def running(server: Receiver) -> Iterator[Receiver]:
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def receiver(settings) -> Iterator[Receiver]:
    settings.WEBHOOK_PRIVATE = True
    with running(Receiver()) as server:
        yield server


@pytest.fixture
def admin(world):
    return make_user("管理员", roles=["admin"])


@pytest.fixture
def delivery(world, admin, receiver) -> Delivery:
    """A visit was handed in, and the journal has told the webhook's subscriber."""
    webhooks.create_webhook(actor=admin, url=receiver.url, kinds=["visits.submitted"])
    with clock.at(MONDAY):
        visit = submitted(world)
    entry = journal.about("visits.visit", visit.pk).get(kind=VisitSubmitted.kind)
    assert deliver_entry(entry_id=entry.pk, subscriber="api.webhooks") is True
    assert deliver_entry(entry_id=entry.pk, subscriber="api.webhooks") is False
    assert webhooks.queue_deliveries(entry=entry) == 0
    return Delivery.objects.get()


def test_an_event_is_put_on_its_way_once(delivery):
    waiting = ProcrastinateJob.objects.filter(task_name="api.deliver_webhook")
    assert [job.args for job in waiting] == [{"delivery_id": delivery.pk}]
    assert (delivery.state, delivery.attempts) == ("waiting", 0)


def test_it_arrives_signed(delivery, receiver):
    tasks.deliver(delivery.pk)
    ((headers, body),) = receiver.got
    parts = dict(part.split("=") for part in headers["Yingke-Signature"].split(","))
    expected = hmac.new(
        delivery.webhook.secret.encode(), parts["t"].encode() + b"." + body, hashlib.sha256
    )
    assert parts["v1"] == expected.hexdigest()
    assert headers["Yingke-Event"] == "visits.submitted"
    fact = json.loads(body)
    assert fact["id"] == str(delivery.entry.event_id)
    assert fact["subject"] == {"kind": "visits.visit", "id": delivery.entry.subject_id}
    assert fact["data"]["lead_class"] == "normal"
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts, delivery.status_code) == ("delivered", 1, 204)


def test_what_was_delivered_is_not_sent_again(delivery, receiver):
    tasks.deliver(delivery.pk)
    tasks.deliver(delivery.pk)
    assert len(receiver.got) == 1


@pytest.mark.parametrize("status", [302, 404, 500])
def test_a_refusal_is_tried_again_with_the_same_body(delivery, receiver, status):
    receiver.status = status
    with pytest.raises(tasks.NotDelivered):
        tasks.deliver(delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.status_code) == ("failed", status)
    receiver.status = 200
    tasks.deliver(delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts, delivery.error) == ("delivered", 2, "")
    assert receiver.got[0][1] == receiver.got[1][1]


def test_a_system_that_is_down_is_noted(delivery, receiver):
    receiver.shutdown()
    receiver.server_close()
    with pytest.raises(tasks.NotDelivered):
        tasks.deliver(delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.status_code) == ("failed", None)
    assert delivery.error


def test_a_stopped_webhook_gets_nothing(delivery, receiver, admin):
    webhooks.set_active(actor=admin, webhook_id=delivery.webhook_id, active=False)
    tasks.deliver(delivery.pk)
    assert receiver.got == []
    assert webhooks.queue_deliveries(entry=delivery.entry) == 0


def test_other_events_are_not_sent(world, admin, receiver):
    webhooks.create_webhook(actor=admin, url=receiver.url, kinds=["visits.ended"])
    with clock.at(MONDAY):
        visit = submitted(world)
    entry = journal.about("visits.visit", visit.pk).get(kind=VisitSubmitted.kind)
    deliver_entry(entry_id=entry.pk, subscriber="api.webhooks")
    assert not Delivery.objects.exists()


@pytest.mark.parametrize(
    ("url", "kinds", "code"),
    [
        ("ftp://example.test/x", ["visits.ended"], "address_unusable"),
        ("https://", ["visits.ended"], "address_unusable"),
        ("https://user:word@example.test/", ["visits.ended"], "address_unusable"),
        ("https://example.test/", [], "kinds_unknown"),
        ("https://example.test/", ["visits.dreamt"], "kinds_unknown"),
    ],
)
def test_a_webhook_needs_an_address_and_known_events(admin, url, kinds, code):
    with pytest.raises(RuleViolation, match=code):
        webhooks.create_webhook(actor=admin, url=url, kinds=kinds)


def test_only_who_manages_them_may_add_and_stop_webhooks(world, delivery):
    with pytest.raises(NotAllowed):
        webhooks.create_webhook(
            actor=world.coordinator, url="https://example.test/", kinds=["visits.ended"]
        )
    with pytest.raises(NotAllowed):
        webhooks.set_active(actor=world.manager, webhook_id=delivery.webhook_id, active=False)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "[::1]", "[::ffff:10.0.0.7]", "192.168.1.9", "169.254.169.254"],
)
def test_a_webhook_to_a_private_address_is_refused(world, admin, host):
    with pytest.raises(RuleViolation, match="address_private"):
        webhooks.create_webhook(actor=admin, url=f"http://{host}/x", kinds=["visits.submitted"])


def test_a_name_is_resolved_when_it_is_called(delivery, receiver, settings):
    """A name that pointed elsewhere when it was entered leads to this machine now."""
    settings.WEBHOOK_PRIVATE = False
    with pytest.raises(tasks.NotDelivered, match="not a public address"):
        tasks.deliver(delivery.pk)
    assert receiver.got == []
