"""The real PostgreSQL for every test that asks for a database; pure tests start nothing."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Start the embedded PostgreSQL once for all test processes, unless DATABASE_URL names one."""
    from django.conf import settings

    from yingke.config.database import cluster

    own = cluster(settings.ENVIRONMENT)
    if own:
        with _one_process_at_a_time(settings.ENVIRONMENT.data):
            own.start(settings={"fsync": "off", "synchronous_commit": "off"})


@contextmanager
def _one_process_at_a_time(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "start.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
