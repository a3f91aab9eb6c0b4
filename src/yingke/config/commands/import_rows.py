"""`yingke import CODE FILE`: rows of one kind from a spreadsheet, all or none."""

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
    parser.description = (
        "A line whose key is known edits that row. If a line has a problem, nothing is imported "
        "and a copy of the file says why beside each line."
    )
    parser.add_argument("code", help="what the rows are, such as hotels; an unknown one lists all")
    parser.add_argument("file", type=Path, help="an .xlsx or .csv file; see `yingke export`")
    parser.add_argument("--dry-run", action="store_true", help="check the file, import nothing")


def run(args: argparse.Namespace) -> int:
    """Import the file as the system, or say what is wrong with it."""
    progress = Progress(sys.stderr)
    with ready_database(say=progress.step, migrate=False):
        from yingke.config.commands.registers import register_of, system

        register = register_of(args.code)
        return 1 if register is None else import_file(args, register, reader=system())


def import_file(args: argparse.Namespace, register: "Register", *, reader: "User") -> int:
    """Import into a register; gives the exit code."""
    from yingke.foundation.kernel.errors import RuleViolation
    from yingke.foundation.ui.refusals import explain
    from yingke.foundation.ui.register import importing, sheets
    from yingke.foundation.ui.register.running import run as import_lines

    try:
        lines = sheets.read(args.file.name, args.file.read_bytes())
    except RuleViolation as violation:
        sys.stderr.write(f"{explain(violation)}\n")
        return 1
    outcome = import_lines(register, lines, reader=reader, actor=None, keep=not args.dry_run)
    for problem in outcome.problems:
        sys.stderr.write(f"{args.file}:{problem.line}: {problem.words}\n")
    if not outcome.problems:
        sys.stdout.write(f"{importing.counted(outcome)}\n")
        return 0
    marked = args.file.with_name(f"{args.file.stem}-problems{args.file.suffix}")
    marked.write_bytes(sheets.write(importing.marked_lines(lines, outcome), args.file.suffix))
    sys.stderr.write(f"Nothing was imported; {marked} says why beside each line.\n")
    return 1
