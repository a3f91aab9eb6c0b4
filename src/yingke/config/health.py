"""Health checks for load balancers and monitoring; they need no sign-in."""

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache


@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """Liveness: the process answers."""
    return JsonResponse({"status": "ok"})


@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Readiness: the database answers and its tables are up to date."""
    try:
        ready = _tables_are_current()
    except DatabaseError:
        return JsonResponse({"status": "no database"}, status=503)
    if not ready:
        return JsonResponse({"status": "migrations are pending"}, status=503)
    return JsonResponse({"status": "ok"})


def _tables_are_current() -> bool:
    if cache.get("tables-are-current"):
        with connection.cursor() as cursor:
            cursor.execute("select 1")
        return True
    executor = MigrationExecutor(connection)
    current = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    if current:
        cache.set("tables-are-current", True, timeout=None)
    return current
