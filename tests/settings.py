"""The product's own settings on a scratch data folder: tests differ in place, not in kind."""

import os
from pathlib import Path

os.environ.setdefault("YINGKE_DATA", str(Path(__file__).parents[1] / ".cache" / "test-data"))
os.environ.setdefault("YINGKE_DEBUG", "false")

from yingke.config.settings import *  # noqa: F403

# A test database is made and dropped around a run: no pool may hold a connection to it.
DATABASES["default"]["OPTIONS"].pop("pool", None)  # noqa: F405
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# each process seals a chain of its own
JOURNAL_HEADS = DATA / f"journal-heads-{os.getpid()}"  # noqa: F405
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
