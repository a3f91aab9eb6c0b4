"""A stretch of work on a ready database: started if it is the embedded one, migrated, then left
as it was found."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import django

from . import database, environment

Say = Callable[[str], None]


@contextmanager
def ready_database(*, say: Say, migrate: bool = True) -> Iterator[bool]:
    """Django on a database whose tables are current; yields whether the cluster is new."""
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
    """Apply what is missing; two processes that start together take turns."""
    from django.core.management import call_command
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_lock(7129410023)")
        try:
            call_command("migrate", verbosity=0, interactive=False)
        finally:
            cursor.execute("select pg_advisory_unlock(7129410023)")
