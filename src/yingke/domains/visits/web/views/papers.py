"""Documents of a visit: the plan as PDF, uploads, calendars."""

from __future__ import annotations

from urllib.parse import quote

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yingke.domains.visits import permissions
from yingke.domains.visits.models import CalendarAddress, Visit
from yingke.domains.visits.queries import lists, pages, sheets
from yingke.domains.visits.queries.visibility import visible_to
from yingke.domains.visits.services import feeds
from yingke.domains.visits.services import papers as services
from yingke.domains.visits.web.forms.papers import PapersForm
from yingke.domains.visits.web.papers import calendar as ics
from yingke.domains.visits.web.papers import plan as plans
from yingke.domains.visits.web.views.editing import dialog, visit_of
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.errors import require
from yingke.foundation.ui import zones
from yingke.foundation.ui.pages import page, posted, saved


@login_required
@require_GET
def plan(request: UserRequest, pk: int) -> HttpResponse:
    """The plan as it stands, as a paper; `?for=guests` leaves out what is internal."""
    for_guests = request.GET.get("for") == "guests"
    try:
        sheet = pages.page_of(request.user, pk)
    except Visit.DoesNotExist:
        raise Http404 from None
    zones.show_times_of(sheet.visit.site.timezone)
    content = plans.rendered(sheet, request.user, for_guests=for_guests)
    response = HttpResponse(content, content_type="application/pdf")
    name = quote(f"{sheet.visit.number} {sheet.visit.title}.pdf")
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{name}"
    return response


@login_required
@require_GET
def calendar(request: UserRequest, pk: int) -> HttpResponse:
    """One visit as a calendar file, for a signed-in user."""
    return _visit_file(visit_of(request, pk))


@require_GET
def feed(request: UserRequest, token: str) -> HttpResponse:
    """The calendar at a secret address; 404 if it is unknown or was renewed."""
    address = feeds.behind(token)
    if address is None:
        raise Http404
    with translation.override(address.user.language):
        return _person_file(address) if address.visit_id is None else _shared_visit(address)


@login_required
@require_GET
def addresses(request: UserRequest) -> HttpResponse:
    """The address of the user's calendar."""
    return _addresses(request, None)


@login_required
@require_GET
def of_visit(request: UserRequest, pk: int) -> HttpResponse:
    """The addresses of one visit's calendar and of the user's."""
    return _addresses(request, visit_of(request, pk))


@login_required
@require_POST
def renew(request: UserRequest) -> HttpResponse:
    """Renew the addresses of all the user's calendars; old ones stop working."""
    feeds.renew(actor=request.user)
    url = reverse("visits:calendar-addresses")
    return saved(request, url, message=_("Calendar addresses reset."))


@login_required
@require_http_methods(["GET", "POST"])
def add(request: UserRequest, pk: int) -> HttpResponse:
    """Upload photos, minutes and other files."""
    visit = visit_of(request, pk)
    require(permissions.can_add_papers(request.user, visit))
    form = PapersForm(posted(request), request.FILES or None)

    def keep() -> None:
        uploads, purpose = form.cleaned_data["files"], form.cleaned_data["purpose"]
        services.add_papers(actor=request.user, visit_id=pk, purpose=purpose, uploads=uploads)

    title, done = _("Add files"), _("Files added to the visit.")
    return dialog(request, visit, form, keep, title=title, save=_("Add"), message=done)


def _addresses(request: UserRequest, visit: Visit | None) -> HttpResponse:
    context: dict[str, object] = {
        "visit": visit,
        "mine": _absolute(feeds.address_of(actor=request.user)),
    }
    if visit is not None:
        token = feeds.address_of(actor=request.user, visit_id=visit.pk)
        context["of_visit"] = _absolute(token)
    return page(request, "visits/calendar_addresses.html", context, part="dialog")


def _person_file(address: CalendarAddress) -> HttpResponse:
    user = address.user
    entries = ics.of_person(lists.parts_of(user), lists.hosted_by(user))
    return _file(
        ics.written(entries, name=_("Visits of %(name)s") % {"name": user.label}), "visits"
    )


def _shared_visit(address: CalendarAddress) -> HttpResponse:
    """Return a visit's calendar while the owner of the address may see the visit."""
    rows = visible_to(address.user).select_related(*lists.CALENDAR_ROWS)
    visit = rows.filter(pk__in=[address.visit_id]).first()
    if visit is None:
        raise Http404
    return _visit_file(visit)


def _visit_file(visit: Visit) -> HttpResponse:
    entries = ics.of_visit(visit, sheets.agenda_rows(visit))
    name = f"{visit.account.label} · {visit.title}"
    return _file(ics.written(entries, name=name), visit.number)


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{name}.ics"'
    response["Cache-Control"] = "private, max-age=300"
    return response


def _absolute(token: str) -> str:
    return settings.ORIGIN + reverse("visits:calendar-feed", args=[token])
