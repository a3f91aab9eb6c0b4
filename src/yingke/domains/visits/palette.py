"""Visits in ⌘K: a new one, the reader's approvals and tasks, and any by title or customer."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from yingke.domains.visits import permissions
from yingke.domains.visits.queries import approvals, lists
from yingke.domains.visits.web import words
from yingke.foundation.identity.models import User
from yingke.foundation.ui import dates, palette

NEW_VISIT = ("新建接待", "new visit", "request", "申请")
AGENDA = ("议程", "编排", "agenda", "builder")
APPROVE = ("审批", "approve", "approval")


def visits(user: User, query: str, limit: int) -> list[palette.Hit]:
    """Return matching visits, latest arrival first."""
    return [
        palette.Hit(
            visit.title,
            f"{visit.number} · {visit.account.label} · {dates.short_day(visit.arrives_at)}"
            f" · {visit.get_state_display()}",
            reverse("visits:detail", args=[visit.pk]),
            "calendar-days",
            _("Visits"),
        )
        for visit in lists.search(user, query, limit)
    ]


def actions(user: User, query: str, limit: int) -> list[palette.Hit]:
    """What this person may begin; found by its name in either language."""
    if not permissions.can_request(user) or not palette.fits(query, _("New visit"), *NEW_VISIT):
        return []
    address = reverse("visits:new")
    return [palette.Hit(_("New visit"), "", address, "calendar-plus", _("Actions"))]


def agendas(user: User, query: str, limit: int) -> list[palette.Hit]:
    """Return the agendas this person may plan: for “agenda” (议程) the next ones."""
    if not query or not palette.fits(query, _("Agenda builder"), *AGENDA):
        return []
    return [
        palette.Hit(
            _("Agenda: %(what)s") % {"what": words.heading(visit)},
            f"{visit.number} · {dates.short_day(visit.arrives_at)}",
            reverse("visits:builder", args=[visit.pk]),
            "calendar-range",
            _("Actions"),
        )
        for visit in lists.plannable(user)[:limit]
    ]


def waiting_approvals(user: User, query: str, limit: int) -> list[palette.Hit]:
    """Return approvals the user may decide, of matching visits, or all for “approve” (审批)."""
    rows = approvals.waiting_for(user)
    if query and not palette.fits(query, _("Approve"), *APPROVE):
        rows = rows.filter(visit__search_text__contains=query.casefold())
    return [
        palette.Hit(
            _("Approve: %(what)s") % {"what": words.heading(approval.visit)},
            approval.title,
            reverse("visits:decide", args=[approval.pk]),
            "clipboard-check",
            _("Waiting for you"),
        )
        for approval in rows[:limit]
    ]


def open_tasks(user: User, query: str, limit: int) -> list[palette.Hit]:
    """This person's open tasks by due time, whose name or visit fits."""
    wanted = query.casefold()
    rows = lists.open_tasks(user).select_related("visit__account").order_by("due_at", "pk")
    if query:
        rows = rows.filter(
            Q(name__icontains=query)
            | Q(name_en__icontains=query)
            | Q(visit__search_text__contains=wanted)
        )
    return [
        palette.Hit(
            task.label,
            f"{words.heading(task.visit)} · {dates.due_words(task.due_at)}",
            task.link or reverse("visits:task", args=[task.pk]),
            "list-checks",
            _("My tasks"),
        )
        for task in rows[:limit]
    ]


palette.register(actions, first=True)
palette.register(agendas, first=True)
palette.register(waiting_approvals, first=True)
palette.register(open_tasks, first=True)
palette.register(visits)
