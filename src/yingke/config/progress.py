"""Progress output, one line per step."""

import sys
import time
from typing import TextIO


class Progress:
    """Prints each step and, when it ends, its duration."""

    def __init__(self, stream: TextIO = sys.stdout) -> None:
        self.stream = stream
        self._began: float | None = None

    def step(self, text: str) -> None:
        """Begin a step."""
        self._close()
        self.stream.write(f"› {text} … ")
        self.stream.flush()
        self._began = time.monotonic()

    def done(self, seconds: float) -> None:
        """End the last step and print the total duration in seconds."""
        self._close()
        self.stream.write(f"✓ Ready in {seconds:.1f} s\n")
        self.stream.flush()

    def _close(self) -> None:
        if self._began is not None:
            self.stream.write(f"{time.monotonic() - self._began:.1f} s\n")
            self._began = None
