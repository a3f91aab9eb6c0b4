"""A real installation in a folder of its own: the command `yingke`, its database and its servers.

It runs as a user's would, in processes of its own; tests speak to it over HTTP, by commands and by
signals, and never reach into it.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import IO, Any

import psycopg

from yingke.config.embedded import NAME, USER, Cluster

ROOT = Path(__file__).parents[1]
PATIENCE = 120  # seconds for a start on a busy machine
# set for the tests themselves, by them or by whoever runs them
FOREIGN = ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "PORT")


class Installation:
    """A data folder, and what the administrator set beside it."""

    def __init__(self, data: Path, **settings: str) -> None:
        self.data = data
        self.port = free_port()
        self.settings = {"YINGKE_DATA": str(data), "PORT": str(self.port), **settings}

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def cluster(self) -> Cluster:
        return Cluster(self.data / "postgres")

    @property
    def environment(self) -> dict[str, str]:
        kept = {
            name: value
            for name, value in os.environ.items()
            if name not in FOREIGN and not name.startswith(("YINGKE_", "PYTEST_"))
        }
        path = os.pathsep.join(filter(None, [str(ROOT / "src"), kept.get("PYTHONPATH", "")]))
        return kept | {"PYTHONPATH": path} | self.settings

    def run(self, *arguments: str, **more: Any) -> subprocess.CompletedProcess[str]:
        """One `yingke` command, to its end."""
        return subprocess.run(  # noqa: S603 – our own command
            [sys.executable, "-m", "yingke", *arguments],
            env=self.environment,
            text=True,
            capture_output=True,
            timeout=PATIENCE * 2,
            check=False,
            **more,
        )

    @contextmanager
    def up(self, *options: str) -> Iterator[Running]:
        """`yingke up`, ready; stopped at the end as Ctrl-C would."""
        with (self.data / "up.log").open("a+") as log:
            process = subprocess.Popen(  # noqa: S603 – our own command
                [sys.executable, "-u", "-m", "yingke", "up", *options],
                env=self.environment,
                text=True,
                stdout=subprocess.PIPE,
                stderr=log,
            )
            running = Running(self, process, log)
            try:
                running.await_line("✓ Ready")
                yield running
            finally:
                running.stop()

    def connect(self) -> psycopg.Connection:
        """A connection of one's own to the rows."""
        if "DATABASE_URL" in self.settings:
            return psycopg.connect(self.settings["DATABASE_URL"], autocommit=True)
        return psycopg.connect(
            host=str(self.cluster.socket), user=USER, dbname=NAME, autocommit=True
        )

    def remove(self) -> None:
        """Stop what still runs and delete the folder."""
        self.cluster.stop()
        shutil.rmtree(self.data, ignore_errors=True)


class Running:
    """The processes of one `yingke up`."""

    def __init__(
        self, installation: Installation, process: subprocess.Popen[str], log: IO[str]
    ) -> None:
        self.installation = installation
        self.process = process
        self.lines: list[str] = []
        self._log = log

    @property
    def url(self) -> str:
        return self.installation.url

    @property
    def complaints(self) -> str:
        """What it and its children wrote to the error stream."""
        self._log.seek(0)
        return self._log.read()

    def await_line(self, text: str) -> str:
        """Read its output until a line holds `text`."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line)
            if text in line:
                return line
        raise AssertionError(f"it ended before {text!r}:\n{''.join(self.lines)}{self.complaints}")

    def child(self, *words: str) -> int | None:
        """The process id of the child whose command holds all words; None if there is none."""
        own = self.process.pid
        for number in Path(f"/proc/{own}/task/{own}/children").read_text().split():
            command = Path(f"/proc/{number}/cmdline").read_bytes().decode().split("\0")
            if set(words) <= set(command):
                return int(number)
        return None

    def answers(self, path: str = "/readyz") -> bool:
        try:
            with urllib.request.urlopen(self.url + path, timeout=5) as answer:  # noqa: S310
                return bool(answer.status == 200)
        except OSError:
            return False

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Ask it to end; gives its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        self.process.communicate(timeout=60)
        return self.process.returncode


def one(connection: psycopg.Connection, query: str, *values: object) -> Any:
    """The first value of the first row."""
    row = connection.execute(query, values).fetchone()
    return row[0] if row else None


def wait_for(question: Callable[[], Any]) -> Any:
    """Ask until the answer is truthy, four times a second; gives it, or fails after two minutes."""
    pause = Event()
    for _ in range(PATIENCE * 4):
        answer = question()
        if answer:
            return answer
        pause.wait(0.25)
    raise AssertionError("it did not become true in two minutes")


def new_folder(prefix: str = "yingke-test-") -> Path:
    """A folder that the database's own user may enter, unlike pytest's."""
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    folder.chmod(0o755)
    return folder


def copy_of(installation: Installation, **settings: str) -> Installation:
    """Another installation with the same rows and files; the first must not run."""
    folder = new_folder()
    # cp keeps the owner, without whom the database would not start
    command = ["cp", "-a", f"{installation.data}/.", str(folder)]
    subprocess.run(command, check=True)  # noqa: S603 – folders of our own
    return Installation(folder, **(settings or {}))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
