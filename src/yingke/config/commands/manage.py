"""`yingke manage …`: Django's management commands; starts the embedded database if needed."""

import argparse
import os
import sys

from yingke.config import environment
from yingke.config.database import cluster


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("command", nargs=argparse.REMAINDER)


def execute(arguments: list[str]) -> int:
    """Run a Django command; stop the database afterwards if this started it."""
    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yingke.config.settings")
    own = cluster(environment.load())
    started = own is not None and not own.is_running
    if own and started:
        own.start()
    try:
        execute_from_command_line(["yingke manage", *arguments])
    finally:
        if own and started:
            _close_connections()
            own.stop()
    return 0


def _close_connections() -> None:
    if "django.db" in sys.modules:
        from django.db import connections

        connections.close_all()
