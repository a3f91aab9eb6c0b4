"""Collection of static files, skipped if the sources have not changed."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from yingke import __version__

# Unused: the bundle contains htmx.
IGNORED = ("django_htmx",)


def collect() -> bool:
    """Collect static files if a source has changed; return whether it did."""
    root = Path(settings.STATIC_ROOT)
    note = root / ".sources"
    state = _state()
    if (root / "staticfiles.json").exists() and note.exists() and note.read_text() == state:
        return False
    call_command(
        "collectstatic",
        verbosity=0,
        interactive=False,
        clear=root.exists(),
        ignore_patterns=list(IGNORED),
    )
    note.write_text(state)
    return True


def _state() -> str:
    """Return a digest over path, size and modification time of each source."""
    digest = hashlib.sha256(__version__.encode())
    for finder in get_finders():
        for path, storage in sorted(finder.list(IGNORED), key=lambda found: found[0]):
            stat = Path(storage.path(path)).stat()
            digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()
