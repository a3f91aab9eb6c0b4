"""Inbox, delivery preferences and undelivered messages."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yingke.foundation.identity.permissions import needs
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.ids import parse_ids
from yingke.foundation.kernel.paging import BadCursor, page_by_key
from yingke.foundation.notifications import channels, queries, services
from yingke.foundation.notifications.web.forms import PreferencesForm
from yingke.foundation.notifications.web.tables import UndeliveredTable
from yingke.foundation.ui.editing import edit_page
from yingke.foundation.ui.pages import page, posted, saved
from yingke.foundation.ui.tables import list_page

PAGE_SIZE = 30
operators = needs("notifications.see_undelivered")


@login_required
@require_GET
def inbox(request: UserRequest) -> HttpResponse:
    """List notifications, newest first; `?show=unread` hides read ones."""
    only_unread = request.GET.get("show") == "unread"
    rows = queries.visible_to(request.user)
    if only_unread:
        rows = rows.filter(read_at=None)
    cursor, status = request.GET.get("cursor") or None, None
    try:
        found = page_by_key(rows, order=queries.NEWEST_FIRST, cursor=cursor, size=PAGE_SIZE)
    except BadCursor:
        found = page_by_key(rows, order=queries.NEWEST_FIRST, cursor=None, size=PAGE_SIZE)
        status = 400
    context = {
        "found": found,
        "only_unread": only_unread,
        "show": "unread" if only_unread else "all",
        "unread": queries.unread(request.user).count(),
    }
    return page(request, "notifications/inbox.html", context, status=status)


@login_required
@require_GET
def open_one(request: UserRequest, pk: int) -> HttpResponse:
    """Mark a notification as read and redirect to its page."""
    row = get_object_or_404(queries.visible_to(request.user), pk=pk)
    services.mark_read(actor=request.user, notification_id=row.pk)
    safe = url_has_allowed_host_and_scheme(row.url, allowed_hosts=None)
    return HttpResponseRedirect(row.url if safe else reverse("notifications:inbox"))


@login_required
@require_POST
def read_one(request: UserRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(queries.visible_to(request.user), pk=pk)
    services.mark_read(actor=request.user, notification_id=row.pk)
    return saved(request, reverse("notifications:inbox"), event="inbox-changed")


@login_required
@require_POST
def read_all(request: UserRequest) -> HttpResponse:
    count = services.mark_all_read(actor=request.user)
    message = ngettext("%(n)d message read", "%(n)d messages read", count) % {"n": count}
    return saved(request, reverse("notifications:inbox"), message=message, event="inbox-changed")


@login_required
@require_http_methods(["GET", "POST"])
def preferences(request: UserRequest) -> HttpResponse:
    """Edit the user's delivery preferences."""
    form = PreferencesForm(
        posted(request),
        profile=queries.profile_of(request.user),
        modes=queries.modes_of(request.user),
    )
    return edit_page(
        request,
        form,
        lambda: services.set_preferences(
            actor=request.user, modes=form.modes, **form.profile_values
        ),
        title=_("Notifications"),
        back=reverse("notifications:settings"),
        template="notifications/settings.html",
        channels=channels.registered(),
    )


@operators
@require_GET
def undelivered(request: UserRequest) -> HttpResponseBase:
    rows = queries.undelivered().prefetch_related("notifications")
    return list_page(request, "ui/list.html", UndeliveredTable(request, rows))


@operators
@require_POST
def retry(request: UserRequest) -> HttpResponse:
    """Retry the selected messages."""
    chosen = parse_ids(request.POST.getlist("pk"))
    for pk in chosen:
        services.retry(message_id=pk)
    count = len(chosen)
    message = ngettext("Retrying %(n)d message", "Retrying %(n)d messages", count)
    url = reverse("notifications:undelivered")
    return saved(request, url, message=message % {"n": count})
