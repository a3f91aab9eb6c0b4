"""A toy package in place: its table, its addresses and its part of the API."""

from collections.abc import Callable, Iterator
from functools import partial
from types import ModuleType
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path
from tests.factories import imports
from tests.factories.identity import make_user
from tests.objects.gifts.models import Gift
from tests.objects.gifts.registers import GIFTS

from yingke.config import urls
from yingke.foundation.identity.models import Role, User
from yingke.foundation.ui.register import Register, registers
from yingke.surfaces.api.services import tokens
from yingke.surfaces.api.v1 import problems
from yingke.surfaces.api.v1.api import Api
from yingke.surfaces.api.v1.authentication import READ
from yingke.surfaces.api.v1.registers import router_of


@pytest.fixture(scope="module")
def addresses() -> ModuleType:
    """The product's addresses, the toy's, and an API that knows the toy."""
    api = Api(urls_namespace="toys", auth=READ)
    problems.register_handlers(api)
    api.add_router("", router_of([GIFTS]))
    module = ModuleType("addresses")
    own = path("", include((GIFTS.urls(), "gifts")))
    module.urlpatterns = [own, path("toys/", api.urls), *urls.urlpatterns]  # type: ignore[attr-defined]
    return module


@pytest.fixture
def gifts(db: None, settings: Any, addresses: ModuleType) -> Iterator[None]:
    """The toy is installed."""
    with connection.schema_editor() as editor:
        editor.create_model(Gift)
    settings.ROOT_URLCONF = addresses
    Role.objects.create(code="gift-keeper", name="礼品", permissions=["gifts.edit"])
    with registers().including(GIFTS):
        yield


@pytest.fixture
def editor(gifts: None) -> User:
    return make_user(roles=["gift-keeper"])


@pytest.fixture
def keeper(editor: User) -> Client:
    return signed_in(editor)


@pytest.fixture
def guide(gifts: None) -> User:
    return make_user(roles=["guide"])


@pytest.fixture
def colleague(guide: User) -> Client:
    return signed_in(guide)


@pytest.fixture
def stranger(gifts: None) -> Client:
    return signed_in(make_user())


@pytest.fixture
def bring(editor: User) -> Callable[[Register, str], int]:
    """Imports the text of a .csv file by the editor; gives how many lines are bad."""
    return partial(imports.bring, editor=editor)


class Caller:
    """A program of the editor."""

    def __init__(self, user: User) -> None:
        _token, key = tokens.create_token(actor=user, name="同步", scope="write")
        self._headers = {"Authorization": f"Bearer {key}"}

    def get(self, address: str) -> HttpResponse:
        return Client().get(f"/toys{address}", headers=self._headers)


@pytest.fixture
def api(editor: User) -> Caller:
    return Caller(editor)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client
