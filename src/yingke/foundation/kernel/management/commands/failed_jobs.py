"""`yingke manage failed_jobs`: what gave up after all its tries, and another try."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from yingke.foundation.kernel import failures


class Command(BaseCommand):
    help = "List the jobs that failed for good; --retry ID tries one again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--retry", type=int, metavar="ID")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["retry"] is not None:
            if not failures.retry(options["retry"]):
                raise CommandError(f"No failed job has the id {options['retry']}.")
            self.stdout.write(f"Job {options['retry']} waits for a worker again.")
            return
        rows = failures.failed_jobs()[:200]
        for job in rows:
            self.stdout.write(f"{job.pk}  {job.task_name}  {job.attempts} tries  {job.args}")
        if not rows:
            self.stdout.write("No job has failed.")
