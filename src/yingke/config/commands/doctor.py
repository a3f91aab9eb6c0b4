"""`yingke doctor`: check this installation and say how to fix it."""

import argparse
import os
import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from yingke.config import database, embedded, environment

MIN_FREE = 2_000_000_000  # bytes


class Finding(NamedTuple):
    """Result of a check; `remedy` is empty if it passed."""

    what: str
    remedy: str = ""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = "Check this installation; exits with 1 if a check fails."


def run(args: argparse.Namespace) -> int:
    """Print each check with its result and, if it failed, the remedy."""
    findings = list(examine(environment.load()))
    for finding in findings:
        sys.stdout.write(f"{'✗' if finding.remedy else '✓'} {finding.what}\n")
        if finding.remedy:
            sys.stdout.write(f"  → {finding.remedy}\n")
    return int(any(finding.remedy for finding in findings))


def examine(settings: environment.Environment) -> Iterator[Finding]:
    """Run all checks; those that need the database only if it answers."""
    yield Finding("Settings can be read")
    yield _python()
    yield _folder(settings.data)
    yield _space(settings.data)
    yield _assets()
    yield _port(settings)
    yield _mail(settings)
    reached = _database(settings)
    yield reached
    if not reached.remedy:
        yield from _tables(settings)


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    if (3, 11) <= sys.version_info[:2] <= (3, 13):
        return Finding(f"Python {version}")
    return Finding(f"Python {version}", "Install Python 3.11, 3.12 or 3.13.")


def _folder(data: Path) -> Finding:
    what = f"The data folder {data} can be written"
    nearest = next(folder for folder in (data, *data.parents) if folder.exists())
    if os.access(nearest, os.W_OK | os.X_OK):
        return Finding(what)
    return Finding(
        what.replace("can", "cannot"),
        f"Make {nearest} writable for this user, or set YINGKE_DATA to another folder.",
    )


def _space(data: Path) -> Finding:
    nearest = next(folder for folder in (data, *data.parents) if folder.exists())
    free = shutil.disk_usage(nearest).free
    what = f"{free / 1e9:.1f} GB are free"
    return Finding(what, "" if free >= MIN_FREE else "Free disk space: at least 2 GB are needed.")


def _assets() -> Finding:
    from importlib import resources

    built = resources.files("yingke.foundation.ui") / "static" / "ui" / "dist" / "app.css"
    if built.is_file():
        return Finding("The browser assets are built")
    return Finding(
        "The browser assets are not built",
        "In a checkout run `python hatch_build.py`; otherwise reinstall the wheel.",
    )


def _port(settings: environment.Environment) -> Finding:
    what = f"Port {settings.port}"
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.settimeout(1)
        taken = probe.connect_ex(("127.0.0.1", settings.port)) == 0
    if not taken:
        return Finding(f"{what} is free")
    if _is_yingke(settings.port):
        return Finding(f"{what} is served by Yingke")
    return Finding(f"{what} is used by another program", "Set PORT to a free port.")


def _mail(settings: environment.Environment) -> Finding:
    """A missing mail server is fine; one that does not answer is not."""
    if not settings.mail_url:
        return Finding("No mail server is set: messages stay in the inbox (YINGKE_MAIL_URL)")
    mail = environment.mail_settings(settings)
    where = (str(mail["EMAIL_HOST"]), int(str(mail["EMAIL_PORT"])))
    try:
        with socket.create_connection(where, timeout=5):
            return Finding(f"The mail server {where[0]}:{where[1]} answers")
    except OSError as error:
        what = f"The mail server {where[0]}:{where[1]} does not answer ({error})"
        return Finding(what, "Fix YINGKE_MAIL_URL or the server; messages stay queued until then.")


def _is_yingke(port: int) -> bool:
    import urllib.error
    import urllib.request

    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
            return b'"status"' in answer.read(200)
    except (urllib.error.URLError, OSError):
        return False


def _database(settings: environment.Environment) -> Finding:
    own = database.cluster(settings)
    if own is None:
        return _attempt("The server of DATABASE_URL answers", _connect)
    if not own.exists:
        return Finding("The embedded database does not exist yet", "Run `yingke up` once.")
    if not own.is_running:
        return Finding(
            "The embedded database is stopped",
            f"Run `yingke up`. If it does not start, read {own.log}.",
        )
    return _attempt("The embedded database answers", _connect)


def _attempt(what: str, action: Callable[[], object]) -> Finding:
    try:
        action()
    except Exception as error:  # noqa: BLE001 – any error is a finding
        return Finding(f"{what}: no", f"{type(error).__name__}: {error}".strip().splitlines()[0])
    return Finding(what)


def _connect() -> None:
    import django
    from django.db import connection

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yingke.config.settings")
    django.setup()
    with connection.cursor() as cursor:
        cursor.execute("show server_version_num")
        if int(cursor.fetchone()[0]) < 150000:
            raise embedded.DatabaseFailed("PostgreSQL 15 or later is needed.")


def _tables(settings: environment.Environment) -> Iterator[Finding]:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    what = f"{len(waiting)} migrations are pending" if waiting else "The tables are up to date"
    yield Finding(what, "Run `yingke up`, which applies them." if waiting else "")
    if waiting:
        return
    from yingke.foundation.kernel import failed_jobs

    failed = failed_jobs.list_failed().count()
    yield Finding(
        f"{failed} failed jobs" if failed else "No failed jobs",
        "See /settings/jobs/ or `yingke manage failed_jobs`." if failed else "",
    )
    yield _attempt("The journal is intact", lambda: call_command("verify_journal"))
