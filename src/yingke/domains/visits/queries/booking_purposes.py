"""What a booking of the schedule is for: its agenda item and visit."""

from typing import TYPE_CHECKING

from django.urls import reverse

from yingke.domains.resources.models import Booking
from yingke.domains.resources.registers import Purpose
from yingke.domains.visits.models import AgendaBooking
from yingke.domains.visits.queries.visibility import visible_to
from yingke.domains.visits.terms import Answer

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
