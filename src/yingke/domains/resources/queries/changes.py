"""Whether what the schedule shows has changed."""

from yingke.foundation.journal import queries as journal
from yingke.foundation.journal.models import Entry

SHOWN = ("resources.booking", "people.staff")  # bookings, and absences


def schedule_version(asked: str = "") -> str:
    """A text that changes with every booking and every absence that is written."""
    return journal.version(Entry.objects.filter(subject_kind__in=SHOWN), asked)
