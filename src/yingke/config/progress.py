"""One line a step, so that a person who waits knows for what."""

import sys
import time
from typing import TextIO


class Progress:
    """Prints each step, and behind it the seconds it took once the next one begins."""

    def __init__(self, stream: TextIO = sys.stdout) -> None:
        self.stream = stream
        self._began: float | None = None

    def step(self, text: str) -> None:
        """Say what begins now."""
        self._close()
        self.stream.write(f"› {text} … ")
        self.stream.flush()
        self._began = time.monotonic()

    def done(self, seconds: float) -> None:
        """Close the last step and say how long all took (seconds)."""
        self._close()
        self.stream.write(f"✓ Ready in {seconds:.1f} s\n")
        self.stream.flush()

    def _close(self) -> None:
        if self._began is not None:
            self.stream.write(f"{time.monotonic() - self._began:.1f} s\n")
            self._began = None
