"""Backups: a tar with the rows (pg_dump), the files and a manifest.

The rows are one snapshot. Files are content-addressed and never change, so copying them after the
rows is consistent.
"""

import hashlib
import json
import shutil
import subprocess
import tarfile
import tempfile
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import connection

from yingke import __version__
from yingke.config.embedded import program

FORMAT = 1
MANIFEST, ROWS, FILES = "manifest.json", "rows.dump", "files"


class InvalidBackup(RuntimeError):
    """The file is not a usable backup, or the database cannot accept it; see the message."""


@dataclass(frozen=True)
class Manifest:
    """Metadata of a backup; `rows_sha256` is verified before restoring."""

    format: int
    version: str
    made_at: str
    rows_sha256: str
    files: int


def write(target: Path, *, files: Path) -> Manifest:
    """Write a backup of the current database and `files` to `target`, atomically."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:
        rows = Path(folder) / ROWS
        _dump(rows)
        stored = sorted(path for path in files.rglob("*") if path.is_file())
        stored = [path for path in stored if not path.name.startswith(".")]
        manifest = Manifest(
            format=FORMAT,
            version=__version__,
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            rows_sha256=_sha256(rows),
            files=len(stored),
        )
        written = Path(folder) / "backup.tar"
        written.touch(mode=0o600)  # it holds every row and the files of all visits
        with tarfile.open(written, "w") as tar:
            note = Path(folder) / MANIFEST
            note.write_text(json.dumps(asdict(manifest), indent=1))
            tar.add(note, MANIFEST)
            tar.add(rows, ROWS)
            for path in stored:
                tar.add(path, f"{FILES}/{path.relative_to(files)}")
        written.replace(target)
    return manifest


def read(source: Path, *, files: Path) -> Manifest:
    """Restore a backup into the current database, which must be empty, and into `files`.

    Verifies everything first and loads the rows in one transaction. Raises InvalidBackup.
    """
    inspect(source)
    _require_empty()
    with tempfile.TemporaryDirectory(prefix="yingke-restore-") as folder:
        manifest = unpack(source, Path(folder))
        _load(Path(folder) / ROWS)
        _copy_files(Path(folder) / FILES, files)
    return manifest


def inspect(source: Path) -> Manifest:
    """Read the manifest of a backup. Raises InvalidBackup."""
    try:
        with tarfile.open(source) as tar:
            found = tar.extractfile(MANIFEST)
            manifest = Manifest(**json.loads(found.read() if found else b""))
    except (OSError, tarfile.TarError, KeyError, TypeError, ValueError) as error:
        raise InvalidBackup(f"{source} is no backup of Yingke ({error}).") from None
    if manifest.format > FORMAT:
        raise InvalidBackup(
            f"{source} was made by Yingke {manifest.version}, which is newer than this one "
            f"({__version__}). Upgrade first."
        )
    return manifest


def unpack(source: Path, folder: Path) -> Manifest:
    """Extract a backup into `folder` and verify it against its manifest.

    Accepts only plain files inside the folder. Raises InvalidBackup.
    """
    manifest = inspect(source)
    try:
        with tarfile.open(source) as tar:
            for member in tar:
                place = (folder / member.name).resolve()
                content = tar.extractfile(member) if member.isfile() else None
                if content is None or not place.is_relative_to(folder.resolve()):
                    raise InvalidBackup(f"{member.name!r} does not belong in a backup of Yingke.")
                place.parent.mkdir(parents=True, exist_ok=True)
                with content, place.open("wb") as target:
                    shutil.copyfileobj(content, target)
    except (OSError, tarfile.TarError) as error:
        raise InvalidBackup(f"{source} cannot be read to its end ({error}).") from None
    _check(manifest, folder)
    return manifest


def _check(manifest: Manifest, folder: Path) -> None:
    rows = folder / ROWS
    if not rows.is_file() or _sha256(rows) != manifest.rows_sha256:
        raise InvalidBackup("The rows in this backup are damaged; nothing was restored.")
    found = sum(path.is_file() for path in (folder / FILES).rglob("*"))
    if found != manifest.files:
        raise InvalidBackup(
            f"This backup should hold {manifest.files} files and holds {found}; "
            "nothing was restored."
        )


def _require_empty() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from pg_tables where schemaname = 'public'")
        if cursor.fetchone()[0]:
            raise InvalidBackup(
                "This database is not empty; a backup is restored into an empty one. "
                "Name another data folder with YINGKE_DATA, or another database."
            )


def _dump(target: Path) -> None:
    _run(["pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}"])


def _load(rows: Path) -> None:
    name = connection.settings_dict["NAME"]
    options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    _run(["pg_restore", *options, f"--dbname={name}", str(rows)])


def _run(command: list[str]) -> None:
    done = subprocess.run(  # noqa: S603 – our own programs, no shell
        [program(command[0]), *command[1:]],
        env=_where(),
        text=True,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise InvalidBackup(f"{command[0]} failed: {done.stderr.strip()}")


def _where() -> dict[str, str]:
    settings: dict[str, Any] = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    where = {variable: str(settings.get(key) or "") for variable, key in names.items()}
    where["PGDATABASE"] = settings["NAME"]
    options = {"sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT"}
    given = settings.get("OPTIONS", {})
    where |= {variable: str(given[key]) for key, variable in options.items() if key in given}
    return {name: value for name, value in where.items() if value}


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _copy_files(source: Path, target: Path) -> None:
    if not source.is_dir():
        return
    for path in source.rglob("*"):
        if path.is_file():
            place = target / path.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(path, place)
