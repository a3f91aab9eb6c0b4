"""Querysets of the visit page, built once.

A page adds the visit (`all_with_parts() & visible_to(user)`). Resolving the names in these
querysets for each request would be a seventh of its work.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from yingke.domains.resources.terms import BookingState
from yingke.domains.visits.models import (
    AgendaBooking,
    AgendaItem,
    AgendaPerson,
    Approval,
    Node,
    Task,
    Visit,
)
from yingke.domains.visits.queries import facts
from yingke.foundation.documents.models import Version

OWNER_KIND = "visits.visit"
PAPERS_SHOWN = 12


@cache
def all_with_parts() -> QuerySet[Visit]:
    """Return visits with nodes, approvals and files as rows, and whether an agreement is in
    force."""
    rows = Visit.objects.select_related(
        "account", "site", "visit_type", "requester", "coordinator", "lead_host"
    )
    return rows.annotate(
        node_rows=ArraySubquery(_nodes()),
        approval_rows=ArraySubquery(_approvals()),
        paper_rows=ArraySubquery(_papers()),
        has_nda=facts.has_nda(),
    )


@cache
def items_with_rows() -> QuerySet[AgendaItem]:
    """Items of agendas with their people and bookings as rows, in order."""
    return with_rows(AgendaItem.objects.all()).order_by("starts_at", "pk")


def with_rows(items: QuerySet[AgendaItem]) -> QuerySet[AgendaItem]:
    """These items with their people and bookings as rows."""
    return items.annotate(people_rows=ArraySubquery(_people()), held_rows=ArraySubquery(_held()))


@cache
def tasks_with_counts() -> QuerySet[Task]:
    """Return tasks by due time with the counts of their checklist items."""
    ticked, required = Q(checks__checked_at__isnull=False), Q(checks__required=True)
    rows = Task.objects.select_related("assignee").annotate(
        checks_total=Count("checks"),
        checks_done=Count("checks", filter=ticked),
        required_total=Count("checks", filter=required),
        required_done=Count("checks", filter=ticked & required),
    )
    return rows.order_by("due_at", "position", "pk")


def _nodes() -> QuerySet[Node, Any]:
    rows = Node.objects.filter(visit=OuterRef("pk")).order_by("number")
    return rows.values_list(
        JSONObject(
            **{name: name for name in ("id", "number", "kind", "phase", "name", "name_en")},
            **{name: name for name in ("state", "due_at", "completed_at", "owner_id", "clause")},
            owner="owner__name",
            owner_en="owner__name_en",
        )
    )


def _approvals() -> QuerySet[Approval, Any]:
    rows = Approval.objects.filter(visit=OuterRef("pk")).order_by("pk")
    return rows.values_list(
        JSONObject(
            **{name: name for name in ("id", "kind", "decision", "asked_by_id", "asked_at")},
            **{name: name for name in ("decided_at", "comment", "position", "assignee_id")},
            **{name: name for name in ("role", "unit_id", "due_at", "escalated_at")},
            plan="plan__number",
            step="step__name",
            step_en="step__name_en",
            assignee="assignee__name",
            assignee_en="assignee__name_en",
            asked_by="asked_by__name",
            asked_by_en="asked_by__name_en",
            decided_by="decided_by__name",
            decided_by_en="decided_by__name_en",
        )
    )


def _papers() -> QuerySet[Version, Any]:
    newer = Version.objects.filter(document=OuterRef("document")).order_by("-number")
    rows = Version.objects.filter(
        document__owner_kind=OWNER_KIND,
        document__owner_id=OuterRef("pk"),
        pk=Subquery(newer.values("pk")[:1]),
    ).order_by("-uploaded_at", "-pk")
    return rows.values_list(
        JSONObject(
            **{name: name for name in ("id", "document_id", "size", "media_type", "uploaded_at")},
            title="document__title",
            purpose="document__purpose",
        )
    )[:PAPERS_SHOWN]


def _people() -> QuerySet[AgendaPerson, Any]:
    rows = AgendaPerson.objects.filter(item=OuterRef("pk")).order_by("pk")
    return rows.values_list(
        JSONObject(
            **{name: name for name in ("id", "staff_id", "role", "answer", "reason")},
            user_id="staff__user_id",
            name="staff__name",
            name_en="staff__name_en",
        )
    )


def _held() -> QuerySet[AgendaBooking, Any]:
    rows = AgendaBooking.objects.filter(item=OuterRef("pk")).order_by("pk")
    return rows.exclude(booking__state=BookingState.CANCELLED).values_list(
        JSONObject(
            id="id",
            booking_id="booking_id",
            resource_id="booking__resource_id",
            resource=F("booking__resource__name"),
            resource_en=F("booking__resource__name_en"),
            kind="booking__resource__kind",
            capacity="booking__resource__capacity",
            extra_reason="booking__extra_reason",
            state="booking__state",
            proof="booking__proof",
        )
    )
