"""How events of imports read in a timeline."""

from django.utils.translation import gettext as _

from yingke.foundation import journal
from yingke.foundation.imports.events import FileImported, ImportUndone, RowRemoved
from yingke.foundation.journal.models import Entry


@journal.describes(FileImported)
def imported(entry: Entry, event: FileImported) -> str:
    return _("imported %(file)s: %(added)s new, %(changed)s changed") % {
        "file": event.file_name, "added": event.added, "changed": event.changed,
    }  # fmt: skip


@journal.describes(ImportUndone)
def undone(entry: Entry, event: ImportUndone) -> str:
    return _("undid the import of %(file)s: %(restored)s restored, %(removed)s removed") % {
        "file": event.file_name, "restored": event.restored, "removed": event.removed,
    }  # fmt: skip


@journal.describes(RowRemoved)
def removed(entry: Entry, event: RowRemoved) -> str:
    return _("removed %(name)s, undoing its import") % {"name": event.name}
