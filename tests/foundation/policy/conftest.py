"""A register of parameters that each test may add to."""

from __future__ import annotations

import pytest

from yingke.foundation.policy import parameters


@pytest.fixture(autouse=True)
def own_register(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test declares or offers is gone after it."""
    monkeypatch.setattr(parameters, "_declared", dict(parameters._declared))
    monkeypatch.setattr(parameters, "_offers", {})
