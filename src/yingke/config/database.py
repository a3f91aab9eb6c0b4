"""Choice of the database: embedded, or the server in DATABASE_URL."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from . import embedded
from .environment import Environment

POOL = {"min_size": 1, "max_size": 12, "timeout": 10, "max_idle": 300}


def cluster(environment: Environment) -> embedded.Cluster | None:
    """Return the embedded cluster, or None if DATABASE_URL is set."""
    if environment.database_url:
        return None
    return embedded.Cluster(environment.data / "postgres")


def django_settings(environment: Environment) -> dict[str, Any]:
    """Return the `default` entry of Django's DATABASES."""
    own = cluster(environment)
    where: dict[str, Any]
    if own:
        where = {"NAME": embedded.NAME, "USER": embedded.USER, "HOST": str(own.socket)}
        options: dict[str, Any] = {}
    else:
        url = urlsplit(str(environment.database_url))
        where = {
            "NAME": unquote(url.path.lstrip("/")),
            "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""),
            "HOST": unquote(url.hostname or ""),
            "PORT": str(url.port or ""),
        }
        options = dict(parse_qsl(url.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"pool": POOL, **options},
        **where,
    }
