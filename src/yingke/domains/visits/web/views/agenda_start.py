"""Starting an agenda: a preview of what would be booked and who would be invited, and one press."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from yingke.domains.resources.terms import ResourceKind
from yingke.domains.visits import permissions
from yingke.domains.visits.models import Visit
from yingke.domains.visits.queries import agenda_start as queries
from yingke.domains.visits.services import agenda_start as services
from yingke.domains.visits.services.agenda_start import Gap, Started
from yingke.domains.visits.terms import PartRole
from yingke.domains.visits.web.forms.agenda import StartForm
from yingke.domains.visits.web.messages import joined
from yingke.domains.visits.web.views.editing import CHANGED, dialog, url_of, visit_of
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.errors import require
from yingke.foundation.ui.pages import posted, saved


@login_required
@require_http_methods(["GET", "POST"])
def start(request: UserRequest, pk: int) -> HttpResponse:
    """Start the agenda from the standard one or the last visit (`?source=`), after a preview."""
    visit = visit_of(request, pk)
    require(permissions.can_plan(request.user, visit))
    sources = queries.sources(request.user, visit)
    wanted = (request.POST or request.GET).get("source", "")
    source = wanted if wanted in sources else next(iter(sources), queries.STANDARD)
    form = StartForm(posted(request), initial={"version": visit.version, "source": source})
    return dialog(
        request,
        visit,
        form,
        lambda: services.start_agenda(actor=request.user, visit_id=pk, **form.cleaned_data),
        title=_("Start agenda"),
        save=_("Start"),
        answer=lambda started: _started(request, visit, started),
        template="visits/agenda_start.html",
        sources=sources,
        last=sources.get(queries.LAST),
        start=queries.draft(request.user, visit, source),
    )


def _started(request: UserRequest, visit: Visit, started: Started) -> HttpResponse:
    """Back to the visit; says what could not be filled."""
    count = len(started.items)
    message = ngettext("%(n)s item added.", "%(n)s items added.", count) % {"n": count}
    if started.gaps:
        needed = joined(gap_words(gap) for gap in started.gaps)
        message += " " + _("Still needed: %(needed)s.") % {"needed": needed}
    return saved(request, url_of(visit), message=message, event=CHANGED)


def gap_words(gap: Gap) -> str:
    """What an item still needs, in the reader's language."""
    what = ResourceKind(gap.what) if gap.code == "resource" else PartRole(gap.what)
    return _("%(what)s for “%(item)s”") % {"what": what.label, "item": gap.item.label}
