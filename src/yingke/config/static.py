"""Static files collected once per state of their sources, so that a second start takes no time."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from yingke import __version__

# A library's scripts that no page asks for: the bundle holds htmx already.
IGNORED = ("django_htmx",)


def collect() -> bool:
    """Collect, compress and name the static files anew if a source has changed; True if so."""
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
    """A digest over each source's path, size and time of change."""
    digest = hashlib.sha256(__version__.encode())
    for finder in get_finders():
        for path, storage in sorted(finder.list(IGNORED), key=lambda found: found[0]):
            stat = Path(storage.path(path)).stat()
            digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()
