"""Bare views: they select and render the rows of the product's pages, as a tutorial would.

They have no sign-in, permissions, layout, filters or middleware.
"""

from uuid import uuid4

from django.db.models import Count, Prefetch, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from page_load import floor
from yingke.config import health
from yingke.domains.customers.models import Account, Contact
from yingke.domains.visits.models import AgendaBooking, AgendaPerson, Visit
from yingke.foundation.documents.models import Version
from yingke.foundation.journal.models import Entry

PAGE = 50
HITS = 6


def _newest_first():
    return Visit.objects.order_by("-arrives_at", "-pk")


def visit_list(request: HttpRequest) -> HttpResponse:
    rows = _newest_first().select_related(
        "account", "site", "visit_type", "lead_host", "coordinator"
    )
    return render(request, "bare/list.html", {"visits": rows[:PAGE]})


def visit_detail(request: HttpRequest, pk: int) -> HttpResponse:
    visits = Visit.objects.select_related(
        "account", "site", "visit_type", "requester", "coordinator", "lead_host"
    )
    visit = get_object_or_404(visits, pk=pk)
    ticked = Q(checks__checked_at__isnull=False)
    context = {
        "visit": visit,
        "nodes": visit.nodes.select_related("owner"),
        "tasks": visit.tasks.select_related("assignee").annotate(
            total=Count("checks"), done=Count("checks", filter=ticked)
        ),
        "items": visit.agenda.prefetch_related(
            Prefetch("people", AgendaPerson.objects.select_related("staff")),
            Prefetch("bookings", AgendaBooking.objects.select_related("booking__resource")),
        ),
        "guests": visit.guests.select_related("contact").prefetch_related("contact__preferences"),
        "approvals": visit.approvals.select_related("asked_by", "decided_by"),
        "papers": Version.objects.filter(
            document__owner_kind="visits.visit", document__owner_id=pk
        ).select_related("document"),
        "entries": Entry.objects.filter(subject_kind="visits.visit", subject_id=pk)
        .select_related("actor")
        .order_by("-occurred_at", "-pk")[:8],
    }
    return render(request, "bare/detail.html", context)


def search(request: HttpRequest) -> HttpResponse:
    text = request.GET["q"]
    found = Q(title__contains=text) | Q(account__search_text__contains=text)
    context = {
        "visits": _newest_first().filter(found).select_related("account")[:HITS],
        "accounts": Account.objects.filter(search_text__contains=text)[:HITS],
        "contacts": Contact.objects.filter(search_text__contains=text)[:HITS],
    }
    return render(request, "bare/search.html", context)


@csrf_exempt
def create(request: HttpRequest) -> HttpResponse:
    fields = request.POST
    now = timezone.now()
    visit = Visit.objects.create(
        number=f"N{uuid4().hex[:15]}",
        title=fields["title"],
        account_id=fields["account"],
        site_id=fields["site"],
        visit_type_id=fields["visit_type"],
        arrives_at=f"{fields['arrives_at']}+08:00",
        leaves_at=f"{fields['leaves_at']}+08:00",
        requester_id=1,
        headcount=fields["headcount"],
        purpose=fields["purpose"],
        created_at=now,
    )
    return HttpResponseRedirect(f"/visits/{visit.pk}/")


def api_list(request: HttpRequest) -> JsonResponse:
    related = ("account", "site", "visit_type", "lead_host", "coordinator")
    rows = _newest_first().select_related(*related)
    return JsonResponse({"items": [_as_json(visit) for visit in rows[:PAGE]]})


def _as_json(visit: Visit) -> dict[str, object]:
    return {
        "id": visit.pk,
        "number": visit.number,
        "title": visit.title,
        "state": visit.state,
        "version": visit.version,
        "arrives_at": visit.arrives_at,
        "leaves_at": visit.leaves_at,
        "headcount": visit.headcount,
        "demand": visit.demand,
        "account": {"id": visit.account_id, "name": visit.account.name},
        "site": {"id": visit.site_id, "name": visit.site.name},
        "visit_type": visit.visit_type.code,
        "coordinator": {"id": visit.coordinator_id, "name": visit.coordinator.name},
        "lead_host": {"id": visit.lead_host_id, "name": visit.lead_host.name},
    }


urlpatterns = [
    path("readyz", health.readyz),
    path("floor/create/<int:key>/", csrf_exempt(floor.create)),
    path("floor/<str:name>/<int:key>/", floor.show),
    path("visits/", visit_list),
    path("visits/<int:pk>/", visit_detail),
    path("palette/", search),
    path("visits/new/", create),
    path("api/v1/visits", api_list),
]
