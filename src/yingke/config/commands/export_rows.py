"""`yingke export CODE FILE`: all rows of one kind as a spreadsheet that `yingke import` takes."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from yingke.config.progress import Progress
from yingke.config.session import ready_database

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User
    from yingke.foundation.ui.register import Register


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", help="what the rows are, such as hotels; an unknown one lists all")
    parser.add_argument("file", type=Path, help="the .xlsx or .csv file to write")


def run(args: argparse.Namespace) -> int:
    """Write the file, its columns and choices by their codes."""
    progress = Progress(sys.stderr)
    with ready_database(say=progress.step, migrate=False):
        from yingke.config.commands.registers import register_of, system

        register = register_of(args.code)
        return 1 if register is None else export_file(args, register, reader=system())


def export_file(args: argparse.Namespace, register: "Register", *, reader: "User") -> int:
    """Export a register; gives the exit code."""
    from yingke.foundation.kernel.errors import RuleViolation
    from yingke.foundation.ui.refusals import explain
    from yingke.foundation.ui.register import exporting, sheets

    try:
        kind = sheets.kind_of(args.file.name)
    except RuleViolation as violation:
        sys.stderr.write(f"{explain(violation)}\n")
        return 1
    rows = register.rows(reader)
    args.file.write_bytes(
        sheets.write(exporting.lines_of(register, rows, user=reader, coded=True), kind)
    )
    sys.stdout.write(f"{rows.count()} rows written to {args.file}\n")
    return 0
