"""Chat services through Apprise: only those of the house, and what they refuse is an error."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import SimpleNamespace
from typing import Any

import pytest

from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.notifications.channels import ChannelError, OutgoingMessage
from yingke.foundation.notifications.channels.apprise import AppriseChannel, check_address, masked


class Chat(HTTPServer):
    """A chat service on loopback that keeps what it is sent."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.status = 200
        self.received: list[dict[str, Any]] = []

    @property
    def address(self) -> str:
        return f"json://127.0.0.1:{self.server_address[1]}/"


class _Answer(BaseHTTPRequestHandler):
    server: Chat

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append(json.loads(body))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the stub's name
        """Keep the test's output quiet."""


@pytest.fixture
def chat(settings: SimpleNamespace) -> Iterator[Chat]:
    settings.NOTIFICATION_SCHEMES = {"json"}
    with Chat() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()


def letter(address: str) -> OutgoingMessage:
    return OutgoingMessage(
        "01890a5d-ac96-774b-bcce-b302099a8057", address, "台灯 亮了", "由 周敏 点亮"
    )


def test_a_letter_arrives_with_a_reference_that_tells_a_repeat(chat: Chat) -> None:
    AppriseChannel().send(letter(chat.address))
    (got,) = chat.received
    assert (got["title"], got["message"]) == ("台灯 亮了", "由 周敏 点亮\n#099a8057")


def test_a_service_that_refuses_is_an_error(chat: Chat) -> None:
    chat.status = 500
    with pytest.raises(ChannelError, match="did not take the message"):
        AppriseChannel().send(letter(chat.address))


def test_an_address_that_is_no_longer_allowed_is_not_used(
    chat: Chat, settings: SimpleNamespace
) -> None:
    settings.NOTIFICATION_SCHEMES = {"feishu"}
    with pytest.raises(ChannelError, match="not one that this house may use"):
        AppriseChannel().send(letter(chat.address))
    assert chat.received == []


@pytest.mark.parametrize(
    "address",
    [
        "wecombot://693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa",
        "feishu://abcdefghi",
        "dingtalk://abcdefgh123456",
    ],
)
def test_the_chat_services_of_chinese_companies_are_allowed(address: str) -> None:
    check_address(address)
    assert masked(address).startswith(address.partition("://")[0])
    assert masked(address) != address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "x",
        "json://localhost",
        "file:///etc/passwd",
        "syslog://",
        "feishu://",
        "mailto://a:b@c.d",
    ],
)
def test_other_addresses_are_refused(address: str) -> None:
    with pytest.raises(RuleViolation) as refusal:
        check_address(address)
    assert (refusal.value.code, refusal.value.field) == ("chat_address", "apprise_url")
