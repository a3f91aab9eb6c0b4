"""Papers about a customer as files."""

from __future__ import annotations

from typing import Final

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from yingke.domains.customers import queries as customers
from yingke.domains.tiering import permissions
from yingke.domains.tiering.queries.entitlements import today
from yingke.domains.tiering.web.papers import content, slides, word
from yingke.foundation.identity.requests import UserRequest

PAPERS: Final = {
    "health-report": content.health_report,
    "strategic-review": content.strategic_review,
    "care-plan": content.care_plan,
}
OFFICE: Final = "application/vnd.openxmlformats-officedocument"
KINDS: Final = {
    "docx": (word.write, f"{OFFICE}.wordprocessingml.document"),
    "pptx": (slides.write, f"{OFFICE}.presentationml.presentation"),
}


@login_required
@require_GET
def paper(request: UserRequest, pk: int, name: str, kind: str) -> HttpResponse:
    """A paper about a customer, as Word or PowerPoint."""
    account = get_object_or_404(customers.visible_to(request.user), pk=pk)
    if name not in PAPERS or kind not in KINDS or not permissions.can_see(request.user):
        raise Http404
    found = PAPERS[name](request.user, account, today())
    write, mime = KINDS[kind]
    response = HttpResponse(write(found), content_type=mime)
    file = f"{found.name}.{kind}"
    response["Content-Disposition"] = content_disposition_header(True, file) or ""
    return response
