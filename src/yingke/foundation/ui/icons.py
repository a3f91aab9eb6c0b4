"""The icons in use, by their Lucide names: one a line in icons.txt, from which the build makes the
sprite that pages draw them from."""

from pathlib import Path
from typing import Final

ICONS: Final = tuple(Path(__file__).with_name("icons.txt").read_text(encoding="utf-8").split())
