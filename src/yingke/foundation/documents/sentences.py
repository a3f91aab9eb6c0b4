"""How events of documents read in a timeline."""

from django.utils.translation import gettext as _

from yingke.foundation import journal
from yingke.foundation.documents.events import DocumentStored
from yingke.foundation.journal.models import Entry


@journal.describes(DocumentStored)
def stored(entry: Entry, event: DocumentStored) -> str:
    values = {"title": event.title, "number": event.number, "old": event.restored_from}
    if event.restored_from:
        return _("restored version %(old)d of %(title)s as version %(number)d") % values
    if event.number > 1:
        return _("uploaded version %(number)d of %(title)s") % values
    return _("uploaded %(title)s") % values
