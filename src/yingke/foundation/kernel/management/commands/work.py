"""`yingke manage work`: run jobs."""

from typing import Any, cast

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector


class Command(BaseCommand):
    help = "Run jobs until SIGTERM; another worker takes over unfinished ones."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--concurrency", type=int, default=None)
        parser.add_argument(
            "--until-empty", action="store_true", help="stop when the queue is empty (for tests)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        concurrency = options["concurrency"] or settings.ENVIRONMENT.job_concurrency
        own = cast(DjangoConnector, app.connector)
        worker_app = app.with_connector(own.get_worker_connector())
        worker_app.run_worker(
            concurrency=concurrency,
            wait=not options["until_empty"],
            shutdown_graceful_timeout=15,
            update_heartbeat_interval=10,
            stalled_worker_timeout=60,
        )
