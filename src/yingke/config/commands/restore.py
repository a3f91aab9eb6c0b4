"""`yingke restore FILE`: restore a backup into an empty database and apply migrations."""

import argparse
import sys
from pathlib import Path

from yingke.config.progress import Progress
from yingke.config.session import apply_migrations, ready_database


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="a file that `yingke backup` wrote")


def run(args: argparse.Namespace) -> int:
    """Restore a backup; never touches a database that is not empty."""
    progress = Progress(sys.stderr)
    with ready_database(say=progress.step, migrate=False):
        from django.conf import settings
        from django.db import connections

        from yingke.config import archive

        progress.step("Reading rows and files")
        try:
            manifest = archive.read(args.file, files=Path(settings.MEDIA_ROOT))
        except archive.InvalidBackup as error:
            sys.stderr.write(f"\n{error}\n")
            return 1
        connections.close_all()
        progress.step("Bringing the tables up to date")
        apply_migrations()
    sys.stdout.write(f"Restored the backup of {manifest.made_at}.\n")
    return 0
