"""The running product: `yingke up` on the sample company, seen through Debian's Chromium."""

import fcntl
import hashlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.e2e.people import Person, prefer, sign_in
from tests.installation import ROOT, Installation, Running, copy_of, new_folder

# what the worker does in its first minutes; else each copy's worker would do it again
SETTLE = """
from yingke.domains.visits.services import reminders
from yingke.foundation.journal import sealing
reminders.send_due()
sealing.seal_pending()
"""


def age(path: Path) -> float:
    return path.stat().st_mtime


@pytest.fixture(scope="session")
def sample() -> Installation:
    """A sample company at rest, of which tests take copies; built once for a state of the code."""
    digest = hashlib.sha256()
    for path in sorted((ROOT / "src").rglob("*")):
        if path.suffix in {".py", ".css", ".js", ".po"} and path.is_file():
            digest.update(path.read_bytes())
    shelf = ROOT / ".cache" / "sample"
    shelf.mkdir(parents=True, exist_ok=True)
    kept = shelf / digest.hexdigest()[:16]
    with (shelf / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            for old in sorted(filter(Path.is_dir, shelf.iterdir()), key=age)[:-1]:
                shutil.rmtree(old)
            built = Installation(new_folder())
            built.cluster.start()
            for command in (["sample"], ["manage", "shell", "-c", SETTLE]):
                done = built.run(*command)
                assert done.returncode == 0, done.stderr
            built.cluster.stop()
            shutil.move(built.data, kept)
    return Installation(kept)


@pytest.fixture(scope="session")
def server(sample: Installation) -> Iterator[Running]:
    """The sample company, open for work: database, worker and web server."""
    installation = copy_of(sample)
    try:
        with installation.up() as running:
            yield running
    finally:
        installation.remove()


@pytest.fixture(scope="session")
def person(chromium: Browser, server: Running) -> Iterator[Callable[..., Person]]:
    """A function that signs a person of the sample in, once for each look (theme, language)."""
    known: dict[tuple[str, ...], Person] = {}
    # the account keeps the look that was chosen last, in whichever browser
    chosen: dict[str, tuple[str, str]] = {}

    def enter(login: str, *, language: str = "zh-hans", theme: str = "light") -> Person:
        look = (language, theme)
        key = (login, *look)
        if key not in known:
            known[key] = sign_in(chromium, server.url, *key)
        elif chosen[login] != look:
            known[key].open("/inbox/")
            prefer(known[key], *look)
        chosen[login] = look
        return known[key]

    yield enter
    for one in known.values():
        one.context.close()


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    """A folder for files that pass between installations."""
    made = new_folder()
    yield made
    shutil.rmtree(made, ignore_errors=True)
