"""A house of its own for the files of each test, and an owner who lets one person in."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.factories.documents import LAMP
from tests.factories.identity import make_user

from yingke.foundation.documents import owners
from yingke.foundation.identity.models import User


@pytest.fixture
def files(tmp_path: Path, settings: SimpleNamespace) -> Path:
    """The folder that the files of this test lie in."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def keeper(monkeypatch: pytest.MonkeyPatch, db: None) -> User:
    """The one who may see and change what belongs to the lamp."""
    user = make_user("周敏")
    monkeypatch.setattr(owners, "_owners", {})

    def mine(who: User, lamp: int) -> bool:
        return (who.pk, lamp) == (user.pk, LAMP.id)

    owners.register("lamps.lamp", visible=mine, changeable=mine)
    return user
