"""The embedded database of the benchmark and the connections of its process."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def running_database(folder: Path, **settings: str) -> Iterator[None]:
    """The embedded database, started as the product starts it."""
    from yingke.config.embedded import Cluster

    cluster = Cluster(folder / "postgres")
    cluster.start(settings=settings)
    try:
        yield
    finally:
        close_connections()
        cluster.stop()


def close_connections() -> None:
    """Close this process's connections, so that the database can stop or be copied."""
    from django.db import connection

    connection.close()
    connection.close_pool()


@contextmanager
def using_database(database: str) -> Iterator[None]:
    """Connect this process to another database within the block."""
    from django.db import connection

    usual = connection.settings_dict["NAME"]
    close_connections()
    connection.settings_dict["NAME"] = database
    try:
        yield
    finally:
        close_connections()
        connection.settings_dict["NAME"] = usual
