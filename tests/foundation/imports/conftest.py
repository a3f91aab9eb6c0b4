"""A coordinator who imports, and a file on its way."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from tests.factories.identity import make_unit, make_user

from yingke.domains.customers.web.registers import ACCOUNTS
from yingke.foundation.identity.models import OrgUnit, User
from yingke.foundation.imports import services, working
from yingke.foundation.imports.models import Import
from yingke.foundation.ui.register import Register

Take = Callable[..., Import]


@pytest.fixture
def unit(db: None) -> OrgUnit:
    return make_unit("大客户部", code="key")


@pytest.fixture
def user(unit: OrgUnit) -> User:
    return make_user(name="李思远", email="li@company.example", roles=["coordinator"])


@pytest.fixture
def take(user: User) -> Take:
    """Upload a text as a .csv file and match its columns."""

    def take(text: str, register: Register = ACCOUNTS, *, updates: bool = True) -> Import:
        imported = services.start(
            actor=user, reader=user, register=register, name="客户.csv", content=text.encode()
        )
        fields = [column["field"] for column in imported.columns]
        services.choose_columns(actor=user, import_id=imported.pk, fields=fields, updates=updates)
        return imported

    return take


@pytest.fixture
def checked(take: Take, user: User) -> Take:
    """Upload a text and try to import it."""

    def checked(text: str, register: Register = ACCOUNTS, **options: Any) -> Import:
        return recheck(take(text, register, **options), user)

    return checked


def recheck(imported: Import, user: User) -> Import:
    services.check(actor=user, import_id=imported.pk)
    working.check(import_id=imported.pk)
    imported.refresh_from_db()
    return imported


@pytest.fixture
def written(checked: Take, user: User) -> Take:
    """Upload, try and write a text."""

    def written(text: str, register: Register = ACCOUNTS, **options: Any) -> Import:
        imported = checked(text, register, **options)
        services.write(actor=user, import_id=imported.pk)
        working.write(import_id=imported.pk)
        imported.refresh_from_db()
        return imported

    return written


def one_by_one(register: Register) -> Register:
    """The register as if it could only save single rows."""
    return replace(register, save_many=None)
