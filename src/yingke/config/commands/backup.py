"""`yingke backup FILE`: write rows and files to one file, also while Yingke runs."""

import argparse
import sys
from pathlib import Path

from yingke.config.progress import Progress
from yingke.config.session import ready_database


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="where to write the backup, e.g. yingke.tar")
    parser.add_argument("--force", action="store_true", help="overwrite FILE if it exists")


def run(args: argparse.Namespace) -> int:
    if args.file.exists() and not args.force:
        sys.stderr.write(f"{args.file} already exists; use --force to overwrite it.\n")
        return 1
    progress = Progress(sys.stderr)
    with ready_database(say=progress.step, migrate=False):
        from django.conf import settings

        from yingke.config import archive

        progress.step("Writing rows and files")
        try:
            manifest = archive.write(args.file.absolute(), files=Path(settings.MEDIA_ROOT))
        except archive.InvalidBackup as error:
            sys.stderr.write(f"\n{error}\n")
            return 1
    size = args.file.stat().st_size / 1_000_000
    sys.stdout.write(f"{args.file}: {size:.1f} MB, {manifest.files} files\n")
    return 0
