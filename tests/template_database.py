"""One migrated database for a state of the code, of which every test process takes a copy.

Migrating takes seconds, copying a fraction of one. The database is named after a digest of all
migrations and of the permissions that roles have from the start, so that a new one makes a new
database and the old one is dropped.
"""

import hashlib
from importlib.metadata import version
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.db import connection

PREFIX = "yingke_template_"
# packages whose tables come with their own migrations
OTHERS = ("django", "django-allauth", "procrastinate")


def prepare() -> str:
    """The name of a database with current tables; made if it is missing."""
    name = PREFIX + _digest()
    existing = _existing()
    if name not in existing:
        _make(name)
    _drop(existing - {name})
    return name


def renew() -> None:
    """Take a fresh copy in place of this process's database, after a test that has committed."""
    name = connection.settings_dict["NAME"]
    template = connection.settings_dict["TEST"]["TEMPLATE"]
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'drop database if exists "{name}" with (force)')
        cursor.execute(f'create database "{name}" template "{template}"')


def _digest() -> str:
    digest = hashlib.sha256()
    for package in OTHERS:
        digest.update(f"{package} {version(package)}".encode())
    for config in sorted(apps.get_app_configs(), key=lambda config: config.name):
        digest.update(config.name.encode())
        if config.name.startswith("yingke."):
            folder = Path(config.path)
            for path in [*sorted(folder.glob("migrations/*.py")), *folder.glob("permissions.py")]:
                digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _existing() -> set[str]:
    with connection._nodb_cursor() as cursor:
        cursor.execute("select datname from pg_database where starts_with(datname, %s)", [PREFIX])
        return {name for (name,) in cursor.fetchall()}


def _make(name: str) -> None:
    """Migrate a database under another name first: one that was cut short is never taken."""
    half = f"{name}_half"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'drop database if exists "{half}" with (force)')
        cursor.execute(f'create database "{half}"')
    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = half
    try:
        call_command("migrate", verbosity=0, interactive=False)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'alter database "{half}" rename to "{name}"')


def _drop(names: set[str]) -> None:
    with connection._nodb_cursor() as cursor:
        for name in names:
            cursor.execute(f'drop database if exists "{name}" with (force)')
