"""A house with two kinds of messages and, where asked for, one channel of the test's own."""

from collections.abc import Callable

import pytest
from tests.factories.notifications import FIRE, LIT, Pigeon

from yingke.foundation.notifications import channels, kinds
from yingke.foundation.notifications.terms import Mode


@pytest.fixture(autouse=True)
def lamp_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "_kinds", {})
    kinds.declare(LIT, FIRE)


@pytest.fixture
def pigeon(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Pigeon]:
    """Make the pigeon the only channel."""

    def make(*, mode: Mode = Mode.NOW, falters: int = 0) -> Pigeon:
        channel = Pigeon(mode=mode, falters=falters)
        monkeypatch.setattr(channels, "_channels", {})
        channels.register(channel)
        return channel

    return make
