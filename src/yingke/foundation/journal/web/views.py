"""Pages of the journal; they need `journal.see`."""

from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET

from yingke.foundation.identity.permissions import needs
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.journal import heads, queries
from yingke.foundation.journal.models import Entry
from yingke.foundation.journal.web import subjects, values
from yingke.foundation.journal.web.tables import JournalTable, actor_options
from yingke.foundation.ui.pages import page
from yingke.foundation.ui.tables import list_page

readers = needs("journal.see")


@readers
@require_GET
def entries(request: UserRequest) -> HttpResponseBase:
    """List entries, newest first."""
    noted = heads.noted()
    context = {"head": noted[-1] if noted else None, "missing": heads.missing()}
    table = JournalTable(request, queries.search())
    return list_page(request, "journal/list.html", table, context)


@readers
@require_GET
def entry(request: UserRequest, pk: int) -> HttpResponse:
    """Show one entry with its changed values."""
    row = get_object_or_404(Entry.objects.select_related("actor", "seal"), pk=pk)
    same = f"{reverse('journal:list')}?q={subjects.address(row.subject)}"
    context = {
        "entry": row,
        "sentence": queries.describe(row),
        "subject": subjects.name(row.subject),
        "subject_url": same,
        "changes": values.changes_of(row, request.user),
        "facts": values.facts_of(row, request.user),
    }
    return page(request, "journal/entry.html", context, part="dialog")


@readers
@require_GET
def actors(request: UserRequest) -> HttpResponse:
    """Return people for the typeahead of the filter."""
    return JsonResponse({"options": actor_options(request.GET.get("q", "").strip())})
