"""The product's settings on the database that the benchmark names."""

import os

from yingke.config.settings import *  # noqa: F403

DATABASES["default"]["NAME"] = os.environ["YINGKE_BENCH_DATABASE"]  # noqa: F405
