"""`yingke sample`: build the sample company in an empty database."""

import argparse
import sys
import time

from yingke.config.progress import Progress
from yingke.config.session import ready_database


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = "Build 迎松科技, an invented company with a year of visits behind it."


def run(args: argparse.Namespace) -> int:
    """Build the sample company in one transaction."""
    progress = Progress(sys.stdout)
    started = time.monotonic()
    with ready_database(say=progress.step):
        from yingke.config.sample.build import NotEmpty

        try:
            build(progress)
        except NotEmpty as error:
            sys.stderr.write(f"\n{error}\n")
            return 1
    progress.done(time.monotonic() - started)
    return 0


def build(progress: Progress) -> None:
    """Build the sample company in the current database."""
    from yingke.config.sample import build_company

    build_company(say=progress.step)
