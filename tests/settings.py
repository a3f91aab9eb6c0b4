"""The product's own settings on a scratch data folder: tests differ in place, not in kind."""

import os
from pathlib import Path

os.environ.setdefault("YINGKE_DATA", str(Path(__file__).parents[1] / ".cache" / "test-data"))
os.environ.setdefault("YINGKE_DEBUG", "false")

from yingke.config.settings import *  # noqa: E402, F403
