"""Rows that a module's tests share: made once, seen by each test as on the first day.

Most tests begin with the same company or the same visit, which the services take a second to
build. A fixture of module scope makes them inside a transaction that stays open around all tests of
the module; each test changes them within a savepoint of its own, and takes a deep copy of the
objects (`deepcopy` also keeps apart what two attributes share). What is shared has to be asked for
by every test of a module or by none, so that none depends on which came before. A module whose
tests commit cannot share rows: no other connection sees them.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

Stage = Callable[[], AbstractContextManager[None]]


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    """Within ``with stage():`` rows are made that all tests of the module find."""
    around = transaction.atomic()
    around._from_testcase = True  # Django's own word for: do not take this for a caller's
    with django_db_blocker.unblock():
        around.__enter__()

    @contextmanager
    def open_stage() -> Iterator[None]:
        with django_db_blocker.unblock():
            yield

    yield open_stage
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)
