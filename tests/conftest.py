"""The real PostgreSQL for every test that asks for a database; pure tests start nothing."""

import fcntl
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import hypothesis
import pytest
from django.test import TransactionTestCase
from django.utils import translation
from pytest_django import DjangoDbBlocker
from pytest_django.plugin import blocking_manager_key
from tests import catalogues
from tests.chromium import chromium
from tests.scenes import stage
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

__all__ = ["chromium", "stage"]  # fixtures for all tests

ROOT = Path(__file__).parent
LONGEST = (
    "surfaces/test_walk",
    "e2e/test_crash",  # builds the sample company that the others of its folder copy
    "engines/planner",
    "surfaces/browser",
    "e2e",
    "engines",
    "config",
)
# What one process does alone: the planner compiles one program, Spark starts one Java machine.
TOGETHER = {
    "planner": ("engines/planner/",),
    "spark": ("engines/linkage/test_matching.py", "engines/scoring/test_engines.py"),
}
WALK = "surfaces/test_walk.py"

catalogues.compile_stale()
# the same examples in every run, however busy the machine is
hypothesis.settings.register_profile("yingke", deadline=None, derandomize=True)
hypothesis.settings.load_profile("yingke")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """Start the embedded PostgreSQL once for all test processes, unless DATABASE_URL names one.

    Each process then copies one migrated database instead of migrating its own.
    """
    from django.conf import settings
    from django.db import connection
    from tests import template_database

    from yingke.config.database import cluster

    own = cluster(settings.ENVIRONMENT)
    with _one_process_at_a_time(settings.ENVIRONMENT.data), django_db_blocker.unblock():
        if own:
            own.start(settings={"fsync": "off", "synchronous_commit": "off"})
        connection.settings_dict["TEST"]["TEMPLATE"] = template_database.prepare()


@pytest.fixture(scope="session", autouse=True)
def _no_flush() -> None:
    """Leave out Django's flush: a request still at work would stand in its way."""
    TransactionTestCase._fixture_teardown = lambda self: None  # type: ignore[method-assign]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first: started last, one of them would keep one process busy alone."""

    def turn(item: pytest.Item) -> int:
        path = str(item.path.relative_to(ROOT))
        return next((n for n, start in enumerate(LONGEST) if path.startswith(start)), len(LONGEST))

    items.sort(key=turn)


class Schedule(LoadFileScheduling):
    """A file is the work of one process; so are those `TOGETHER`.

    The walk is the work of all processes: each takes the tests of one person after the other.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        if file.endswith(WALK):
            return f"{WALK} {nodeid.partition('[')[2]}"
        return next((name for name, of in TOGETHER.items() if any(o in file for o in of)), file)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Schedule:
    return Schedule(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, object, object]:
    """A test that commits leaves rows behind: the next one gets a fresh copy."""
    try:
        return (yield)
    finally:
        if _commits(item):
            from tests import template_database

            with item.config.stash[blocking_manager_key].unblock():
                template_database.renew()


def _commits(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    asked = set(getattr(item, "fixturenames", ()))
    return bool(asked & {"transactional_db", "live_server"}) or bool(
        marker and marker.kwargs.get("transaction")
    )


@pytest.fixture(autouse=True)
def _language_of_the_house() -> Iterator[None]:
    """A page in another language leaves that language behind; the next test starts anew."""
    yield
    translation.deactivate()


@contextmanager
def _one_process_at_a_time(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "start.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
