"""Child processes of `yingke up`: started, watched, started again when they die, then stopped."""

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
SETTLED = 30.0  # seconds a child must live before an earlier crash is forgotten
LONGEST_PAUSE = 30.0  # seconds between two starts of a child that keeps dying
GRACE = 20.0  # seconds a child has to finish what it does


class ChildFailed(RuntimeError):
    """A child ended before it was ready; the text names it and its exit code."""


class _Child:
    def __init__(self, name: str, command: list[str]) -> None:
        self.name = name
        self.command = command
        self.pause = 1.0
        self.start()

    def start(self) -> None:
        # a session of its own: Ctrl-C at the terminal reaches the supervisor, which then stops
        # the children in order
        self.process = subprocess.Popen(self.command, start_new_session=True)  # noqa: S603
        self.started = time.monotonic()
        self.due: float | None = None

    def care(self) -> None:
        """Start the child again if it died, after a pause that doubles while it keeps dying."""
        now = time.monotonic()
        if self.due is not None:
            if now >= self.due:
                self.start()
        elif self.process.poll() is not None:
            self.clear()
            self.pause = 1.0 if now - self.started > SETTLED else min(self.pause * 2, LONGEST_PAUSE)
            sys.stderr.write(
                f"The {self.name} ended with code {self.process.returncode}; "
                f"it starts again in {self.pause:.0f} s.\n"
            )
            self.due = now + self.pause

    def clear(self) -> None:
        """End what a dead child left behind: a worker of a killed server still holds its port."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)


class Supervisor:
    """A context: at its end, also on an error, all children are stopped."""

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
        """Wait until `address` answers 200; ChildFailed if a child dies first."""
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
        """Keep the children running until someone asks to stop."""
        while not self._stopping:
            for child in self._children:
                child.care()
            time.sleep(POLL)

    def close(self) -> None:
        """Ask all to end, the latest first; kill what does not within the grace time."""
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
            child.clear()
        self._children.clear()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._stopping = True

    def _check(self) -> None:
        if self._stopping:
            raise SystemExit(130)
