"""`yingke manage failed_jobs`: list or retry jobs that ran out of attempts."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from yingke.foundation.kernel import failed_jobs


class Command(BaseCommand):
    help = "List the failed jobs; --retry ID retries one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--retry", type=int, metavar="ID")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["retry"] is not None:
            if not failed_jobs.retry(options["retry"]):
                raise CommandError(f"No failed job has the id {options['retry']}.")
            self.stdout.write(f"Job {options['retry']} is queued again.")
            return
        rows = failed_jobs.list_failed()[:200]
        for job in rows:
            self.stdout.write(f"{job.pk}  {job.task_name}  {job.attempts} attempts  {job.args}")
        if not rows:
            self.stdout.write("No job has failed.")
