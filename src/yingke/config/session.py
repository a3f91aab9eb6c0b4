"""Context for commands that need the database."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import django

from . import database, environment

Say = Callable[[str], None]


@contextmanager
def ready_database(*, say: Say, migrate: bool = True) -> Iterator[bool]:
    """Set up Django with a running, migrated database; yield whether the cluster is new.

    Stops the embedded database at the end if this started it.
    """
    settings = environment.load()
    own = database.cluster(settings)
    new, started = False, False
    if own:
        started = not own.is_running
        if started:
            say("Starting the database")
        new = own.start()
    try:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yingke.config.settings")
        django.setup()
        if migrate:
            say("Bringing the tables up to date")
            apply_migrations()
        yield new
    finally:
        from django.db import connections

        connections.close_all()
        if own and started:
            own.stop()


def apply_migrations() -> None:
    """Apply pending migrations; concurrent processes take turns."""
    from django.core.management import call_command
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_lock(7129410023)")
        try:
            call_command("migrate", verbosity=0, interactive=False)
        finally:
            cursor.execute("select pg_advisory_unlock(7129410023)")
