"""`yingke import CODE FILE`: rows of one kind from a spreadsheet, all or none."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from yingke.config.progress import Progress
from yingke.config.session import ready_database

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User
    from yingke.foundation.imports.models import Import
    from yingke.foundation.ui.register import Register


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "A file is imported as a whole or not at all. If a line has a problem, a copy of the file "
        "says why beside each line. An import can be undone on the page of imports."
    )
    parser.add_argument("code", help="what the rows are, such as hotels; an unknown one lists all")
    parser.add_argument("file", type=Path, help="an .xlsx or .csv file; see `yingke export`")
    parser.add_argument("--dry-run", action="store_true", help="check the file, import nothing")
    parser.add_argument(
        "--update", action="store_true", help="let a line whose key is known edit that row"
    )


def run(args: argparse.Namespace) -> int:
    """Import the file as the system, or say what is wrong with it."""
    progress = Progress(sys.stderr)
    with ready_database(say=progress.step, migrate=False):
        from yingke.config.commands.registers import register_of, system

        register = register_of(args.code)
        return 1 if register is None else import_file(args, register, reader=system())


def import_file(args: argparse.Namespace, register: "Register", *, reader: "User") -> int:
    """Import into a register; gives the exit code."""
    from yingke.foundation.imports import services, working
    from yingke.foundation.kernel.errors import RuleViolation
    from yingke.foundation.ui.refusals import explain

    try:
        imported = services.start(
            actor=None,
            reader=reader,
            register=register,
            name=args.file.name,
            content=args.file.read_bytes(),
        )
        if not _is_clear(args, imported):
            return 1
        services.choose_columns(
            actor=None,
            import_id=imported.pk,
            fields=[column["field"] for column in imported.columns],
            updates=args.update,
        )
    except RuleViolation as violation:
        sys.stderr.write(f"{explain(violation)}\n")
        return 1
    working.run_here(import_id=imported.pk, reader=reader, keep=not args.dry_run)
    imported.refresh_from_db()
    return _said(args, imported)


def _is_clear(args: argparse.Namespace, imported: "Import") -> bool:
    """Whether each column stands for a field; else says which ones do not."""
    from yingke.foundation.imports import queries
    from yingke.foundation.imports.terms import Reason

    open_ones = [
        one
        for one in queries.matches(imported)
        if one.title and one.reason in {Reason.ASKED, Reason.UNKNOWN}
    ]
    for one in open_ones:
        sys.stderr.write(f"{args.file}:{imported.head}: {one.title}: {Reason(one.reason).label}\n")
    if open_ones:
        imported.delete()
    return not open_ones


def _said(args: argparse.Namespace, imported: "Import") -> int:
    """Say what came of a run; what was not written is forgotten. Gives the exit code."""
    from yingke.foundation.imports import queries
    from yingke.foundation.imports.terms import State
    from yingke.foundation.ui.register import sheets

    findings = imported.findings
    for one in findings["problems"]:
        told = f"{one['label']}: {one['text']}" if one["label"] else one["text"]
        sys.stderr.write(f"{args.file}:{one['line']}: {told}\n")
    if findings["bad"]:
        marked = args.file.with_name(f"{args.file.stem}-problems{args.file.suffix}")
        lines = queries.marked_lines(imported, queries.lines_of(imported))
        marked.write_bytes(sheets.write(lines, args.file.suffix.lower()))
        sys.stderr.write(f"Nothing was imported; {marked} says why beside each line.\n")
    else:
        sys.stdout.write(f"{queries.counted(imported)}\n")
    if imported.state != State.WRITTEN:
        imported.delete()
    return 1 if findings["bad"] else 0
