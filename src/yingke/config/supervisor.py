"""Child processes of `yingke up`: started, restarted when they die, stopped at the end."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from types import FrameType, TracebackType

POLL = 0.25  # seconds
STABLE_AFTER = 30.0  # seconds after which earlier crashes of a child no longer count
MAX_PAUSE = 30.0  # seconds between restarts of a child that keeps dying
GRACE = 20.0  # seconds a child has to finish


class ChildFailed(RuntimeError):
    """A child ended before it was ready; the message has its name and exit code."""


class _Child:
    def __init__(self, name: str, command: list[str]) -> None:
        self.name = name
        self.command = command
        self.pause = 1.0
        self.start()

    def start(self) -> None:
        # In a new session, so that Ctrl-C reaches only the supervisor, which stops the children in
        # order.
        self.process = subprocess.Popen(self.command, start_new_session=True)  # noqa: S603
        self.started = time.monotonic()
        self.due: float | None = None

    def restart_if_dead(self) -> None:
        """Restart the child if it died, after a pause that doubles while it keeps dying."""
        now = time.monotonic()
        if self.due is not None:
            if now >= self.due:
                self.start()
        elif self.process.poll() is not None:
            self.kill_group()
            self.pause = (
                1.0 if now - self.started > STABLE_AFTER else min(self.pause * 2, MAX_PAUSE)
            )
            sys.stderr.write(
                f"The {self.name} ended with code {self.process.returncode}; "
                f"restarting in {self.pause:.0f} s.\n"
            )
            self.due = now + self.pause

    def kill_group(self) -> None:
        """Kill the child's process group: workers of a killed server still hold its port."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)


class Supervisor:
    """Context manager that stops all children at its end, also after an error."""

    def __init__(self) -> None:
        self._children: list[_Child] = []
        self._stopping = False

    def __enter__(self) -> "Supervisor":
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def add(self, name: str, command: list[str]) -> None:
        """Start `command` and keep it running."""
        self._check()
        self._children.append(_Child(name, command))

    def wait_until_ready(self, address: str, *, seconds: float = 60) -> None:
        """Wait until `address` answers 200. Raises ChildFailed if a child dies first."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self._check()
            for child in self._children:
                if child.process.poll() is not None:
                    code = child.process.returncode
                    raise ChildFailed(f"The {child.name} ended with code {code}.")
            try:
                with urllib.request.urlopen(address, timeout=2):  # noqa: S310 – our own http
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(POLL)
        raise ChildFailed(f"Nothing answers at {address} after {seconds:.0f} s.")

    def watch(self) -> None:
        """Keep the children running until a stop signal."""
        while not self._stopping:
            for child in self._children:
                child.restart_if_dead()
            time.sleep(POLL)

    def close(self) -> None:
        """Terminate all children, the latest first; kill those that exceed `GRACE`."""
        running = [c.process for c in reversed(self._children) if c.process.poll() is None]
        for process in running:
            process.terminate()
        until = time.monotonic() + GRACE
        for process in running:
            try:
                process.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        for child in self._children:
            child.kill_group()
        self._children.clear()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._stopping = True

    def _check(self) -> None:
        if self._stopping:
            raise SystemExit(130)
