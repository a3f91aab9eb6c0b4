"""Processes of the benchmark: Granian for the product and the bare views, and the client."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from yingke.config import environment
from yingke.config.commands.up import web_command
from yingke.config.supervisor import Supervisor

HOST = "127.0.0.1"
BENCH = Path(__file__).parents[1]


@contextmanager
def server(
    settings: str, database: str, application: str = "yingke.config.wsgi:application"
) -> Iterator[int]:
    """Run Granian as `yingke up` does on these settings and this database; yield its port."""
    port = _free_port()
    paths = [str(BENCH), str(BENCH.parent / "src"), os.environ.get("PYTHONPATH", "")]
    variables = {
        "DJANGO_SETTINGS_MODULE": f"page_load.{settings}",
        "YINGKE_BENCH_DATABASE": database,
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
        "PORT": str(port),
    }
    previous = {name: os.environ.get(name) for name in variables}
    config = environment.load().model_copy(update={"port": port})
    with Supervisor() as supervisor:
        os.environ.update(variables)
        try:
            supervisor.add(settings, [*web_command(config)[:-1], application])
        finally:
            _restore(previous)
        supervisor.wait_until_ready(f"http://{HOST}:{port}/readyz", seconds=120)
        yield port


def _restore(previous: dict[str, str | None]) -> None:
    for name, value in previous.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


class Client:
    """Runs the load generator and sends it jobs."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 – our own script
            [sys.executable, str(BENCH / "page_load" / "client.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *error: object) -> None:
        self._process.terminate()
        self._process.wait()

    def load(
        self, port: int, requests: list[dict[str, Any]], *, concurrency: int, seconds: float
    ) -> dict[str, Any]:
        """Send the requests in turn for these seconds; SystemExit on an unexpected response."""
        job = {
            "host": HOST,
            "port": port,
            "requests": requests,
            "concurrency": concurrency,
            "seconds": seconds,
            "max_requests": 20_000,
        }
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        result: dict[str, Any] = json.loads(self._process.stdout.readline())
        if result["errors"]:
            raise SystemExit("\n".join(result["errors"]))
        return result
