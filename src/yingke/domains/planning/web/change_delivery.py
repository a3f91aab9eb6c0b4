"""Who has been told of a change, who has read it, and who has answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from yingke.domains.people.models import Staff
from yingke.domains.planning.queries import changes as queries
from yingke.domains.visits.models import AgendaPerson
from yingke.domains.visits.terms import Answer
from yingke.foundation.ui import dates

if TYPE_CHECKING:
    from collections.abc import Collection

    from yingke.domains.planning.models import ChangeRequest


@dataclass(frozen=True)
class Delivery:
    """One person; `phone` is given where they can't be reached otherwise."""

    name: str
    role: str
    text: str
    state: str
    tone: str
    phone: str = ""


def deliveries(change: ChangeRequest) -> list[Delivery]:
    """Everyone whom an applied change affects, in three queries."""
    read = queries.read_by(change.pk)
    staff = Staff.objects.in_bulk([one["staff"] for one in change.messages])
    answers: dict[int, set[str]] = {}
    parts = AgendaPerson.objects.filter(item__visit=change.visit, staff__in=staff)
    for pk, answer in parts.values_list("staff_id", "answer"):
        answers.setdefault(pk, set()).add(answer)
    found = []
    for message in change.messages:
        person = staff.get(message["staff"])
        answered = answers.get(message["staff"], set())
        state, tone = _state(change, message["user"], read, answered)
        phone = person.phone if person and message["user"] is None else ""
        name = person.label if person else message["name"]
        found.append(Delivery(name, message["role"], message["text"], state, tone, phone))
    return found


def _state(
    change: ChangeRequest,
    user: int | None,
    read: dict[int, datetime | None],
    answers: Collection[str],
) -> tuple[str, str]:
    if user is None:
        return _("Not delivered"), "red"
    if user == change.chosen_by_id:
        return _("Confirmed it"), "green"
    if Answer.DECLINED in answers and Answer.ASKED not in answers:
        return _("Declined"), "red"
    if answers == {Answer.ACCEPTED}:
        return _("Accepted"), "green"
    moment = read.get(user)
    if moment is not None:
        return _("Read %(time)s") % {"time": dates.hour(moment)}, "green"
    return (_("Sent"), "neutral") if change.told_at else (_("Waiting"), "neutral")
