"""The sample company is refused where people are; tests/e2e looks at one that was built."""

import pytest
from tests.factories.identity import make_user

from yingke.config.sample import build_company
from yingke.config.sample.build import NotEmpty
from yingke.foundation.identity.models import User

pytestmark = pytest.mark.django_db


def silent(step: str) -> None:
    """Nobody watches."""


def test_a_database_with_people_is_left_alone() -> None:
    make_user()
    with pytest.raises(NotEmpty):
        build_company(say=silent)
    assert User.objects.count() == 1
