"""The cards of the home page that are made of visits, each for those whose work it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yingke.domains.customers.models import Preference
from yingke.domains.resources.terms import ResourceKind
from yingke.domains.visits.models import AgendaItem, Task, Visit
from yingke.domains.visits.queries.approvals import is_approver
from yingke.domains.visits.terms import AgendaKind
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.naming import in_language
from yingke.foundation.ui import dates
from yingke.foundation.ui.panels import Panel
from yingke.surfaces.workbench import queries
from yingke.surfaces.workbench.queries import Home, KeyCustomer, Reception
from yingke.surfaces.workbench.web import today

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

RUNNING_SHOWN = 6
FOOD = (AgendaKind.MEAL, AgendaKind.BREAK)
BAR, ROOM = 22, 44  # of the two weeks, in the units of the drawing


@dataclass(frozen=True)
class Service:
    """A transfer or a meal of today, with what is booked for it and what must not be served."""

    item: AgendaItem
    things: str
    needs: list[Preference]

    @property
    def is_over(self) -> bool:
        return self.item.finished_at is not None or self.item.ends_at < clock.now()


@dataclass(frozen=True)
class Line:
    """A key customer: why to look at it, and what comes next."""

    customer: KeyCustomer
    why: str
    next: str


@dataclass(frozen=True)
class DayBar:
    """The visits that arrive on a day, as a column of the drawing."""

    day: date
    count: int
    x: int
    height: int
    is_today: bool

    @property
    def top(self) -> int:
        """How far down the column begins."""
        return ROOM - self.height


def serves(user: User) -> bool:
    """Whether vehicles, rooms and meals are this person's work, and not the whole visit."""
    return user.may("resources.confirm") and not user.may("visits.coordinate")


def receives(user: User) -> bool:
    """Whether this person works at the front desk."""
    return user.may("visits.receive") and not user.may("visits.coordinate")


def plans(user: User) -> bool:
    """Whether a person's day is made of visits at large."""
    return not (is_approver(user) or serves(user) or receives(user))


def _reception(user: User, home: Home) -> Reception | None:
    return home.reception()


def _arrivals(user: User, home: Home) -> list[Visit] | None:
    return home.visits if receives(user) else None


def transport(home: Home) -> list[Service]:
    """The transfers of today, and every item for which a vehicle is booked."""
    return [
        _service(item, [])
        for item in home.today
        if item.kind == AgendaKind.TRANSFER or _held(item, ResourceKind.VEHICLE)
    ]


def _vehicles(user: User, home: Home) -> list[Service] | None:
    return transport(home) if serves(user) else None


def _meals(user: User, home: Home) -> list[Service] | None:
    if not serves(user):
        return None
    meals = [item for item in home.today if item.kind in FOOD]
    needs = queries.guests_needs({item.visit_id for item in meals}) if meals else {}
    return [_service(item, needs.get(item.visit_id, [])) for item in meals]


def _up_next(user: User, home: Home) -> Service | Task | None:
    """The next transfer or meal of today, large."""
    if not serves(user):
        return None
    ahead = [row for row in home.today if not row.started_at and row.ends_at > clock.now()]
    wanted = (AgendaKind.TRANSFER, *FOOD)
    return next((_service(row, []) for row in ahead if row.kind in wanted), None)


def _mine(user: User, home: Home) -> Home | None:
    return home if home.tasks or home.nodes or not is_approver(user) else None


def _key_customers(user: User, home: Home) -> list[Line] | None:
    if not is_approver(user) or not user.may("customers.see_all"):
        return None
    return [Line(row, _why(row), _next(row)) for row in queries.key_customers(user)]


def _hours(user: User, home: Home) -> Any:
    return today.build_grid(home.today, now=clock.now()) if plans(user) else None


def _under_way(user: User, home: Home) -> list[Visit] | None:
    return None if serves(user) or receives(user) else home.visits[:RUNNING_SHOWN]


def _waiting(user: User, home: Home) -> Home | None:
    return home if home.invitations or plans(user) else None


def _attention(user: User, home: Home) -> Home | None:
    return home if home.late or home.declined or home.unready or home.notes else None


def _arriving(user: User, home: Home) -> list[Visit] | None:
    return home.arriving if is_approver(user) else None


def _fortnight(user: User, home: Home) -> list[DayBar] | None:
    if not is_approver(user):
        return None
    counts = queries.days_ahead(user)
    most = max(*counts.values(), 1)
    return [
        DayBar(day, count, n * BAR, round(ROOM * count / most), n == 0)
        for n, (day, count) in enumerate(counts.items())
    ]


def _service(item: Any, needs: list[Preference]) -> Service:
    things = [in_language(row["resource"], row["resource_en"]) for row in item.held_rows]
    people = [in_language(row["name"], row["name_en"]) for row in item.people_rows]
    return Service(
        item, " · ".join([*things, *([item.place] if item.place else []), *people]), needs
    )


def _held(item: Any, kind: str) -> bool:
    return any(row["kind"] == kind for row in item.held_rows)


def _why(row: KeyCustomer) -> str:
    if row.notes:
        return row.notes[0].title
    if row.last is None:
        return _("Not received yet")
    days = -dates.days_until(row.last)
    return ngettext("Last visit %(n)s day ago", "Last visit %(n)s days ago", days) % {"n": days}


def _next(row: KeyCustomer) -> str:
    return dates.day_words(row.next) if row.next else _("No visit planned")


OWN = (
    Panel("up_next", "main", 4, "workbench/parts/up_next.html", _up_next),
    Panel("reception", "main", 12, "workbench/parts/reception.html", _reception),
    Panel("arrivals", "main", 14, "workbench/parts/arrivals.html", _arrivals),
    Panel("vehicles", "main", 18, "workbench/parts/vehicles.html", _vehicles),
    Panel("meals", "main", 20, "workbench/parts/meals.html", _meals),
    Panel("mine", "main", 30, "workbench/parts/mine.html", _mine),
    Panel("key_customers", "main", 34, "workbench/parts/key_customers.html", _key_customers),
    Panel("today", "main", 40, "workbench/parts/today.html", _hours),
    Panel("under_way", "main", 50, "workbench/parts/visits.html", _under_way),
    Panel("waiting", "side", 10, "workbench/parts/waiting.html", _waiting),
    Panel("attention", "side", 20, "workbench/parts/attention.html", _attention),
    Panel("arriving", "side", 40, "workbench/parts/arriving.html", _arriving),
    Panel("fortnight", "side", 50, "workbench/parts/fortnight.html", _fortnight),
)
