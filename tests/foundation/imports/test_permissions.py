"""Who may import, and go on with an import: every verb in one table."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from tests import permission_table as table
from tests.factories.identity import make_user
from tests.foundation.imports.conftest import recheck

from yingke.domains.customers.web.registers import ACCOUNTS
from yingke.foundation.identity.models import User
from yingke.foundation.imports import services, working
from yingke.foundation.imports.models import Import
from yingke.foundation.imports.services import (
    checking,
    matching,
    mending,
    starting,
    undoing,
    writing,
)

pytestmark = pytest.mark.django_db
TABLE = """
                            own coo adm str
starting.start                 ✓   ✓   ·   ·
checking.choose_columns        ✓   ·   ·   ·
checking.guess_again           ✓   ·   ·   ·
checking.check                 ✓   ·   ·   ·
checking.cancel                ✓   ·   ✓   ·
mending.mend                   ✓   ·   ·   ·
mending.skip                   ✓   ·   ·   ·
mending.adopt                  ✓   ·   ·   ·
writing.write                  ✓   ·   ·   ·
undoing.undo                   ✓   ·   ✓   ·
"""
COLUMNS, ROWS = table.read(TABLE)
GOOD = "编号,全称,部门,行业\nK-1,甲公司,key,能源\n"
BAD = "编号,全称,部门,行业\nK-1,甲公司,key,能原\n"
MODULES = [checking, matching, mending, starting, undoing, writing]
Act = Callable[[Import, User], object]


@pytest.fixture
def people(user) -> dict[str, User]:
    """The importer, another coordinator, who manages imports, and a stranger."""
    return {
        "own": user,
        "coo": make_user(roles=["coordinator"]),
        "adm": make_user(roles=["admin"]),
        "str": make_user(),
    }


def _start(_imported: Import, person: User) -> object:
    file = {"name": "a.csv", "content": GOOD.encode()}
    return services.start(actor=person, reader=person, register=ACCOUNTS, **file)


def _choose(imported: Import, person: User) -> object:
    fields = ["number", "name", "department", "industry"]
    return services.choose_columns(actor=person, import_id=imported.pk, fields=fields, updates=True)


def _of(verb: Callable[..., object], **more: object) -> Act:
    return lambda imported, person: verb(actor=person, import_id=imported.pk, **more)


def _cancel(imported: Import, person: User) -> object:
    services.check(actor=None, import_id=imported.pk)
    return services.cancel(actor=person, import_id=imported.pk)


def _write_good(imported: Import, person: User) -> object:
    services.adopt(actor=None, import_id=imported.pk)
    working.check(import_id=imported.pk)
    return services.write(actor=person, import_id=imported.pk)


def _undo(imported: Import, person: User) -> object:
    _write_good(imported, None)  # type: ignore[arg-type]  # by the system
    working.write(import_id=imported.pk)
    return services.undo(actor=person, import_id=imported.pk)


ACTS: dict[str, Act] = {
    "starting.start": _start,
    "checking.choose_columns": _choose,
    "checking.guess_again": _of(services.guess_again),
    "checking.check": _of(services.check),
    "checking.cancel": _cancel,
    "mending.mend": _of(services.mend, line=2, field="industry", value="能源"),
    "mending.skip": _of(services.skip, line=2),
    "mending.adopt": _of(services.adopt),
    "writing.write": _write_good,
    "undoing.undo": _undo,
}


def test_each_verb_is_for(take, user, people):
    imported = recheck(take(BAD), user)
    for row in ROWS:
        found = table.who_may(partial(ACTS[row.name], imported), people)
        assert (row.name, found) == (row.name, row.allowed)


def test_every_verb_is_in_the_table():
    assert table.verbs_of(MODULES) == {row.verb for row in ROWS}
