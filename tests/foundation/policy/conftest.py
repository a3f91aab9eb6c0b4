"""A register of parameters that each test may add to."""

from __future__ import annotations

import pytest

from yingke.foundation.policy import dimensions, parameters


@pytest.fixture(autouse=True)
def own_register(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test declares is gone after it."""
    monkeypatch.setattr(parameters, "_declared", dict(parameters._declared))
    known = dimensions.dimensions
    monkeypatch.setattr(known, "_entries", dict(known._entries))
