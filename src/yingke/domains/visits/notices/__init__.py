"""Notifications about visits and their recipients."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yingke.domains.visits.models import (
    AgendaItem,
    AgendaPerson,
    Node,
    Task,
    Visit,
)
from yingke.domains.visits.notices.approvals import (
    approval_answered,
    approval_overdue,
    approval_wanted,
    decided,
    plan_lapsed,
    request_approved,
)
from yingke.domains.visits.notices.telling import running, tell
from yingke.domains.visits.terms import Answer
from yingke.foundation.identity.models import User
from yingke.foundation.notifications.kinds import Kind, declare, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from yingke.domains.resources.models import Booking
    from yingke.domains.visits.services.arrival import ArrivalPlan

__all__ = [
    "approval_answered",
    "approval_overdue",
    "approval_wanted",
    "decided",
    "plan_lapsed",
    "request_approved",
]

declare(
    Kind(
        "visits.host_changed",
        _("%(visit)s: %(person)s is now lead host"),
        _("Open steps and tasks have been handed over."),
        label=_("Lead host changed"),
    ),
    Kind(
        "visits.coordinator_changed",
        _("%(visit)s: %(person)s is now coordinator"),
        _("Open steps and tasks have been handed over."),
        label=_("Coordinator changed"),
    ),
    Kind(
        "visits.task_assigned",
        _("New task: %(task)s"),
        _("%(visit)s, due %(due)s"),
        label=_("Task assigned to me"),
    ),
    Kind(
        "visits.reminder",
        _("Due soon: %(what)s"),
        _("%(visit)s, due %(due)s"),
        label=_("Item due soon"),
    ),
    Kind(
        "visits.escalation",
        _("Overdue: %(what)s"),
        _("%(visit)s, was due %(due)s. Owner: %(owner)s"),
        urgent=True,
        label=_("Item overdue"),
    ),
    Kind(
        "visits.invited",
        _("You're invited to %(item)s"),
        _("%(visit)s, %(start)s"),
        label=_("Invitation to take part"),
    ),
    Kind(
        "visits.item_moved",
        _("Rescheduled: %(item)s"),
        _("%(visit)s, now %(start)s"),
        urgent=True,
        label=_("Agenda item rescheduled"),
    ),
    Kind(
        "visits.item_removed",
        _("Cancelled: %(item)s"),
        _("%(visit)s"),
        urgent=True,
        label=_("Agenda item cancelled"),
    ),
    Kind(
        "visits.released",
        _("You're no longer needed for %(item)s"),
        _("%(visit)s"),
        label=_("Removed from an agenda item"),
    ),
    Kind(
        "visits.declined",
        _("%(person)s can't take part in %(item)s"),
        _("%(reason)s"),
        label=_("Participant declined"),
    ),
    Kind(
        "visits.confirmed",
        _("%(visit)s is confirmed"),
        _("Guests arrive %(arrival)s."),
        label=_("Visit confirmed"),
    ),
    Kind(
        "visits.arrival_changed",
        _("%(visit)s: arrival moved to %(after)s"),
        _("Previously %(before)s. Bookings lost: %(lost)s"),
        urgent=True,
        label=_("Arrival changed"),
    ),
    Kind(
        "visits.guests_arrived",
        _("%(visit)s: guests have arrived"),
        urgent=True,
        label=_("Guests have arrived"),
    ),
    Kind(
        "visits.ended",
        _("%(visit)s has ended"),
        _("Fill in the feedback form before it is due."),
        label=_("Visit ended"),
    ),
    Kind(
        "visits.cancelled",
        _("%(visit)s was cancelled"),
        _("%(reason)s"),
        urgent=True,
        label=_("Visit cancelled"),
    ),
    Kind(
        "visits.restored",
        _("%(visit)s was restored"),
        _("Bookings lost: %(lost)s"),
        label=_("Visit restored"),
    ),
    Kind(
        "visits.arrival_undone",
        _("%(visit)s: arrival withdrawn"),
        urgent=True,
        label=_("Arrival withdrawn"),
    ),
    Kind(
        "visits.hold_expired",
        _("Hold on %(visit)s expired"),
        _("Restore the visit if it should still take place."),
        label=_("Hold expired"),
    ),
)


def handed_over(
    visit: Visit, role: str, before: int | None, after: int | None, *, actor: User
) -> None:
    """Notify both people when a role (`host` or `coordinator`) changes hands."""
    people = User.objects.in_bulk([pk for pk in (before, after) if pk is not None])
    if after is not None:
        tell(
            visit,
            {person for person in people.values() if person != actor},
            f"visits.{role}_changed",
            f"{role}-changed:{visit.version}",
            person=words(people[after]),
        )


def tasks_assigned(visit: Visit, tasks: "Sequence[Task]") -> None:
    """Notify each assignee of each new task."""
    people = User.objects.in_bulk({task.assignee_id for task in tasks if task.assignee_id})
    for task in tasks:
        if task.assignee_id and task.assignee_id != task.assigned_by_id:
            tell(
                visit,
                [people[task.assignee_id]],
                "visits.task_assigned",
                f"task:{task.pk}:{task.assigned_at.timestamp()}",
                url=reverse("visits:task", args=[task.pk]),
                task=words(task),
                due=task.due_at,
            )


def reminded(visit: Visit, row: Node | Task, *, occasion: str = "") -> int:
    """Remind the owner of a node or the assignee of a task, once for each occasion."""
    return tell(
        visit,
        _responsible(row),
        "visits.reminder",
        f"{row._meta.model_name}:{row.pk}:reminder:{occasion or row.due_at.isoformat()}",
        url=_address(row),
        what=words(row),
        due=row.due_at,
    )


def escalated(visit: Visit, row: Node | Task) -> int:
    """Notify the responsible person, the coordinator and the lead host."""
    responsible = _responsible(row)
    return tell(
        visit,
        {*responsible, *running(visit)},
        "visits.escalation",
        f"{row._meta.model_name}:{row.pk}:escalation:{row.due_at.isoformat()}",
        url=_address(row),
        what=words(row),
        due=row.due_at,
        owner=[words(person) for person in responsible],
    )


def invited(visit: Visit, item: AgendaItem, part: AgendaPerson) -> None:
    """Send the invitation to a staff member."""
    key = f"part:{part.pk}:{part.asked_at.timestamp()}"
    _tell_staff(visit, part, "visits.invited", key, item=words(item), start=item.starts_at)


def item_moved(item: AgendaItem, part: AgendaPerson) -> None:
    """Notify participants of the new time."""
    key = f"part:{part.pk}:moved:{item.starts_at.isoformat()}:{item.ends_at.isoformat()}"
    _tell_staff(item.visit, part, "visits.item_moved", key, item=words(item), start=item.starts_at)


def item_removed(visit: Visit, item: AgendaItem) -> None:
    """Notify everyone who was invited."""
    invited = (Answer.ASKED, Answer.ACCEPTED)
    for part in item.people.select_related("staff__user").filter(answer__in=invited):
        key = f"part:{part.pk}:removed"
        _tell_staff(visit, part, "visits.item_removed", key, item=words(item))


def released(visit: Visit, part: AgendaPerson) -> None:
    """Notify a staff member that they are no longer needed."""
    key = f"part:{part.pk}:released"
    _tell_staff(visit, part, "visits.released", key, item=words(part.item))


def declined(visit: Visit, part: AgendaPerson) -> None:
    """Notify who runs the visit that a replacement is needed."""
    tell(
        visit,
        running(visit),
        "visits.declined",
        f"part:{part.pk}:declined:{part.answered_at}",
        person=words(part.staff),
        item=words(part.item),
        reason=part.reason,
    )


def confirmed(visit: Visit) -> None:
    """Notify everyone who takes part."""
    key = f"confirmed:{visit.version}"
    tell(visit, _members(visit), "visits.confirmed", key, arrival=visit.arrives_at)


def arrival_changed(visit: Visit, before: datetime, plan: "ArrivalPlan") -> None:
    """Tell who runs the visit; the people of moved items are asked on their own."""
    tell(
        visit,
        running(visit) | {visit.requester},
        "visits.arrival_changed",
        f"arrival:{visit.version}",
        before=before,
        after=visit.arrives_at,
        lost=_names(plan.lost),
    )


def guests_arrived(visit: Visit) -> None:
    """Notify everyone who takes part."""
    tell(visit, _members(visit), "visits.guests_arrived", f"arrived:{visit.version}")


def arrival_undone(visit: Visit) -> None:
    """Notify everyone who was notified of the arrival."""
    key = f"arrival-undone:{visit.version}"
    tell(visit, _members(visit), "visits.arrival_undone", key)


def ended(visit: Visit) -> None:
    """Notify who runs the visit."""
    tell(visit, _people(visit), "visits.ended", "ended")


def cancelled(visit: Visit) -> None:
    """Notify everyone who takes part."""
    key = f"cancelled:{visit.version}"
    tell(visit, _members(visit), "visits.cancelled", key, reason=visit.cancel_reason)


def restored(visit: Visit, lost: "list[Booking]") -> None:
    """Notify everyone who takes part."""
    key = f"restored:{visit.version}"
    tell(visit, _members(visit), "visits.restored", key, lost=_names(lost))


def hold_expired(visit: Visit) -> None:
    """Notify the requester that the hold on the date of their draft has expired."""
    tell(visit, [visit.requester], "visits.hold_expired", f"hold:{visit.version}")


def _tell_staff(visit: Visit, part: AgendaPerson, kind: str, key: str, **params: Any) -> None:
    if part.staff.user_id:
        tell(visit, [part.staff.user], kind, key, **params)


def _people(visit: Visit) -> set[User | None]:
    return {visit.requester, *running(visit)}


def _members(visit: Visit) -> "Iterable[User]":
    return User.objects.filter(visit_memberships__visit=visit)


def _responsible(row: Node | Task) -> list[User]:
    person = row.owner if isinstance(row, Node) else row.assignee
    return [person] if person else []


def _address(row: Node | Task) -> str:
    if isinstance(row, Task):
        return reverse("visits:task", args=[row.pk])
    return reverse("visits:node", args=[row.pk])


def _names(bookings: "list[Booking]") -> list[dict[str, str]]:
    return [words(booking.resource) for booking in bookings]
