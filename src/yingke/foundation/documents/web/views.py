"""Download files, list and restore versions; 404 without access to the owner."""

import logging

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yingke.foundation.documents import files, owners, queries, rules, services
from yingke.foundation.documents.models import Document, Version
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.ids import parse_id
from yingke.foundation.ui.editing import perform
from yingke.foundation.ui.pages import page

log = logging.getLogger(__name__)


@login_required
@require_safe
def download(request: UserRequest, pk: int) -> HttpResponseBase:
    """Download a version; with ``?show`` images and PDFs open in the browser."""
    version = get_object_or_404(Version.objects.select_related("document"), pk=pk)
    if not owners.may_see(request.user, version.document.owner):
        raise Http404
    etag = quote_etag(version.sha256)
    response: HttpResponseBase = get_conditional_response(request, etag=etag) or _file(
        version, "show" in request.GET
    )
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@login_required
@require_safe
def versions(request: UserRequest, pk: int) -> HttpResponse:
    document = _visible(request, pk)
    context = {
        "document": document,
        "versions": queries.versions_of(document),
        "owner_url": owners.url_of(document.owner),
        "may_change": owners.may_change(request.user, document.owner),
    }
    return page(request, "documents/versions.html", context)


@login_required
@require_POST
def restore(request: UserRequest, pk: int) -> HttpResponse:
    document = _visible(request, pk)
    url = reverse("documents:versions", args=[document.pk])
    number = parse_id(request.POST.get("number", ""))
    if number is None or not document.versions.filter(number=number).exists():
        raise Http404
    return perform(
        request,
        lambda: services.restore(actor=request.user, document_id=document.pk, number=number),
        back=url,
        message=_("Version restored."),
        event="document-changed",
    )


def _visible(request: UserRequest, pk: int) -> Document:
    document = get_object_or_404(Document, pk=pk)
    if not owners.may_see(request.user, document.owner):
        raise Http404
    return document


def _file(version: Version, show: bool) -> FileResponse:
    inline = show and version.media_type in rules.SHOWN_INLINE
    try:
        content = files.path_of(version.sha256).open("rb")
    except FileNotFoundError as error:
        log.error("the file of version %s is not on the disk: %s", version.pk, version.sha256)
        raise Http404 from error
    return FileResponse(
        content, as_attachment=not inline, filename=version.name, content_type=version.media_type
    )
