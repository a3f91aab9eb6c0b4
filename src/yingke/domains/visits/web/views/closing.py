"""Follow up, archive, cancel and restore a visit."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yingke.domains.visits import permissions
from yingke.domains.visits.queries import archive as archive_queries
from yingke.domains.visits.services import closing as services
from yingke.domains.visits.web.forms.steps import ArchiveForm, CancelForm, SubmitForm
from yingke.domains.visits.web.views.editing import dialog, visit_of
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.errors import require
from yingke.foundation.ui.pages import posted


@login_required
@require_http_methods(["GET", "POST"])
def follow_up(request: UserRequest, pk: int) -> HttpResponse:
    """Start the follow-up."""
    visit = visit_of(request, pk)
    require(permissions.runs(request.user, visit))
    form = SubmitForm(posted(request), initial={"version": visit.version})
    return dialog(
        request,
        visit,
        form,
        lambda: services.start_follow_up(actor=request.user, visit_id=pk),
        title=_("Start follow-up"),
        save=_("Start"),
        message=_("Follow-up started."),
        intro=_("This starts the follow-up steps: first draft, second meeting, outcome."),
    )


@login_required
@require_http_methods(["GET", "POST"])
def archive(request: UserRequest, pk: int) -> HttpResponse:
    """Archive the visit; missing parts are shown and can be accepted."""
    visit = visit_of(request, pk)
    require(permissions.can_archive(request.user, visit))
    held = archive_queries.parts_of(visit)
    form = ArchiveForm(posted(request), complete=all(held.values()))
    return dialog(
        request,
        visit,
        form,
        lambda: services.archive(
            actor=request.user,
            visit_id=pk,
            accept_gaps=form.cleaned_data.get("accept_gaps", False),
        ),
        title=_("Archive"),
        save=_("Archive"),
        message=_("Visit archived."),
        template="visits/archive.html",
        record=[(archive_queries.label_of(code), there) for code, there in held.items()],
    )


@login_required
@require_http_methods(["GET", "POST"])
def cancel(request: UserRequest, pk: int) -> HttpResponse:
    """Cancel the visit with a reason; it can be restored."""
    visit = visit_of(request, pk)
    require(permissions.can_cancel(request.user, visit))
    form = CancelForm(posted(request), initial={"version": visit.version})
    return dialog(
        request,
        visit,
        form,
        lambda: services.cancel(actor=request.user, visit_id=pk, **form.cleaned_data),
        title=_("Cancel visit"),
        save=_("Cancel visit"),
        message=_("Visit cancelled. Everyone involved has been notified."),
        intro=_(
            "All bookings are released and everyone involved is notified. You can restore the "
            "visit later."
        ),
    )


@login_required
@require_http_methods(["GET", "POST"])
def restore(request: UserRequest, pk: int) -> HttpResponse:
    """Restore a cancelled visit to its former state."""
    visit = visit_of(request, pk)
    require(permissions.can_restore(request.user, visit))
    form = SubmitForm(posted(request), initial={"version": visit.version})
    return dialog(
        request,
        visit,
        form,
        lambda: services.restore(actor=request.user, visit_id=pk),
        title=_("Restore visit"),
        save=_("Restore"),
        message=_("Visit restored."),
        intro=_("Bookings are restored where the resources are still free."),
    )
