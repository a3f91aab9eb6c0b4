"""What a booking of the schedule is for: its agenda item and visit."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.urls import reverse

from yingke.domains.resources.models import Booking
from yingke.domains.resources.registers import Need, Purpose
from yingke.domains.visits.models import AgendaBooking
from yingke.domains.visits.queries.visibility import visible_to
from yingke.domains.visits.terms import CLOSED_STATES, Answer, VisitState

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


def purpose(user: "User", booking: Booking) -> Purpose | None:
    """Return the agenda item and its lead host; its page and people only if the user sees it."""
    link = (
        AgendaBooking.objects.filter(booking=booking)
        .select_related("item__visit__lead_host")
        .first()
    )
    if link is None:
        return None
    visit = link.item.visit
    title, owner = f"{link.item.label} ({visit.number})", visit.lead_host
    host = owner.label if owner else ""
    if not visible_to(user).filter(pk=visit.pk).exists():
        return Purpose(title, "", host)
    people = link.item.people.exclude(answer=Answer.DECLINED).select_related("staff")
    names = tuple(part.staff.label for part in people)
    return Purpose(title, reverse("visits:detail", args=[visit.pk]), host, names)


def needs(booking_ids: Collection[int]) -> dict[int, Need]:
    """Return the agenda item that each booking serves, for all guests of the visit."""
    links = AgendaBooking.objects.filter(booking__in=list(booking_ids)).select_related(
        "item__visit__account"
    )
    return {
        link.booking_id: Need(
            ("visits.item", link.item_id),
            link.item.visit.headcount,
            f"{link.item.visit.account.label} · {link.item.label} ({link.item.visit.number})",
            reverse("visits:detail", args=[link.item.visit_id]),
        )
        for link in links
    }


def awaited(booking_ids: Collection[int]) -> set[int]:
    """Return the bookings of items that are not finished, of visits that are not over."""
    over = (*CLOSED_STATES, VisitState.ENDED, VisitState.FOLLOW_UP)
    links = AgendaBooking.objects.filter(
        booking__in=list(booking_ids), item__finished_at__isnull=True
    ).exclude(item__visit__state__in=over)
    return set(links.values_list("booking_id", flat=True))
