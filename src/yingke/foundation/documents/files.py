"""Bytes on the disk, named by their SHA-256: ``files/ab/cd/abcd…``.

A file is written beside its place, flushed to the disk and renamed into it before any row names
it; so a row never lacks its file. A transaction that fails leaves a file without a row, which the
nightly sweep removes. Both sides hold one lock per content while they decide, so the sweep cannot
take a file away from a transaction that has just found it.
"""

import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import connection, transaction

from yingke.foundation.documents.models import Version
from yingke.foundation.kernel.errors import RuleViolation

_CHUNK = 1 << 20
# An upload that is still being written is younger than this.
_LITTER_AGE = 24 * 3600  # seconds


def path_of(sha256: str) -> Path:
    """Return where the content with this digest lies."""
    return _root() / sha256[:2] / sha256[2:4] / sha256


def put(content: BinaryIO, *, limit: int) -> tuple[str, int]:
    """Keep a content on the disk; return its SHA-256 (hex) and its size in bytes.

    Call it inside the transaction that writes the row. Raises RuleViolation("file_too_large"),
    of which nothing remains on the disk.
    """
    _root().mkdir(parents=True, exist_ok=True)
    content.seek(0)
    handle, temporary = tempfile.mkstemp(prefix=".upload-", dir=_root())
    try:
        with os.fdopen(handle, "wb") as out:
            sha256, size = _copy(content, out, limit)
            out.flush()
            os.fsync(out.fileno())
        _lock(sha256)
        _settle(Path(temporary), path_of(sha256))
    finally:
        Path(temporary).unlink(missing_ok=True)
    return sha256, size


def sweep() -> int:
    """Remove files that no version names, and uploads that were broken off; return how many."""
    removed = 0
    for path in _root().glob(".upload-*"):
        if time.time() - path.stat().st_mtime > _LITTER_AGE:
            path.unlink(missing_ok=True)
            removed += 1
    for path in _kept():
        with transaction.atomic():
            _lock(path.name)
            if not Version.objects.filter(sha256=path.name).exists():
                path.unlink(missing_ok=True)
                removed += 1
    return removed


def _root() -> Path:
    return Path(settings.MEDIA_ROOT)


def _kept() -> Iterator[Path]:
    """Yield the files that have no row as far as a first look tells, folder by folder."""
    for folder in sorted(_root().glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]")):
        found = {path.name: path for path in folder.iterdir()}
        named = Version.objects.filter(sha256__in=found).values_list("sha256", flat=True)
        for name in named:
            found.pop(name, None)
        yield from found.values()


def _copy(content: BinaryIO, out: BinaryIO, limit: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    while chunk := content.read(_CHUNK):
        size += len(chunk)
        if size > limit:
            raise RuleViolation("file_too_large", field="file", limit=limit)
        digest.update(chunk)
        out.write(chunk)
    return digest.hexdigest(), size


def _settle(temporary: Path, place: Path) -> None:
    if place.exists():
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    temporary.chmod(0o640)
    temporary.rename(place)
    for folder in (place.parent, place.parent.parent, _root()):
        _flush_folder(folder)


def _flush_folder(folder: Path) -> None:
    """Make a rename in this folder outlast a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _lock(sha256: str) -> None:
    """Hold the lock of one content until the end of the transaction."""
    number = int.from_bytes(bytes.fromhex(sha256)[:8], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
