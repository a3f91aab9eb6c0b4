"""What need not be kept of an import that can no longer be undone."""

from datetime import timedelta
from typing import cast

from django.db import transaction

from yingke.foundation.imports.models import Import, ImportedRow
from yingke.foundation.kernel import clock
from yingke.foundation.policy import queries as policy


@transaction.atomic
def forget() -> int:
    """Empty old files and drop the former values of their rows; gives how many files.

    A file that was never written goes as a whole.
    """
    before = clock.now() - cast(timedelta, policy.value("imports.undo_for"))
    over = Import.objects.filter(written_at__lt=before, size__gt=0)
    ImportedRow.objects.filter(source__in=over).delete()
    left = Import.objects.filter(written_at=None, touched_at__lt=before)
    count = over.update(content=b"", edits={}, size=0) + left.count()
    left.delete()
    return count
