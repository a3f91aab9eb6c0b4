from typing import Any

from django.core.management.base import BaseCommand

from yingke.domains.assessment import services


class Command(BaseCommand):
    help = "Derive the monthly facts of the indicators from the journal anew."

    def handle(self, *args: Any, **options: Any) -> None:
        count = services.rebuild()
        self.stdout.write(f"Rebuilt the monthly facts of {count} visits from the journal.")
