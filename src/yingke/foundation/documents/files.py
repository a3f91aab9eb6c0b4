"""Content-addressed files on disk: ``files/ab/cd/abcd…`` by SHA-256.

A file is written to a temporary name, fsynced and renamed before a row refers to it, so no row
lacks its file. A failed transaction leaves an orphan, which ``delete_orphans`` removes nightly.
Both take an advisory lock per content, so that no file is deleted while a transaction starts to
use it.
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
_ABANDONED_AFTER = 24 * 3600  # seconds; younger temporary files may still be written


def path_of(sha256: str) -> Path:
    """Return the path of the content with this digest."""
    return _root() / sha256[:2] / sha256[2:4] / sha256


def store(content: BinaryIO, *, limit: int) -> tuple[str, int]:
    """Store content; return its SHA-256 (hex) and its size in bytes.

    Call it in the transaction that inserts the row. Raises RuleViolation("file_too_large") and then
    stores nothing.
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
        _move_into_place(Path(temporary), path_of(sha256))
    finally:
        Path(temporary).unlink(missing_ok=True)
    return sha256, size


def delete_orphans() -> int:
    """Delete files without a version and abandoned uploads; return how many."""
    removed = 0
    for path in _root().glob(".upload-*"):
        if time.time() - path.stat().st_mtime > _ABANDONED_AFTER:
            path.unlink(missing_ok=True)
            removed += 1
    for path in _orphan_candidates():
        with transaction.atomic():
            _lock(path.name)
            if not Version.objects.filter(sha256=path.name).exists():
                path.unlink(missing_ok=True)
                removed += 1
    return removed


def _root() -> Path:
    return Path(settings.MEDIA_ROOT)


def _orphan_candidates() -> Iterator[Path]:
    """Yield files without a row; each must be checked again under its lock."""
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


def _move_into_place(temporary: Path, place: Path) -> None:
    if place.exists():
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    temporary.chmod(0o640)
    temporary.rename(place)
    for folder in (place.parent, place.parent.parent, _root()):
        _flush_folder(folder)


def _flush_folder(folder: Path) -> None:
    """Fsync a folder, so that a rename in it survives a power failure."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _lock(sha256: str) -> None:
    """Take the lock of a content until the end of the transaction."""
    number = int.from_bytes(bytes.fromhex(sha256)[:8], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
