"""What to tell whom when a change was applied, or waits for approval."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from yingke.domains.planning.models import ChangeRequest
from yingke.domains.planning.queries import changes as queries
from yingke.domains.planning.queries.changes import Names
from yingke.domains.planning.rules.alternatives import CANCELLED, MOVED, Alternative, Line
from yingke.domains.planning.rules.details import Details
from yingke.domains.planning.terms import ChangeKind
from yingke.domains.visits.terms import AgendaKind, PartRole
from yingke.foundation.identity import queries as identity
from yingke.foundation.identity.models import User
from yingke.foundation.notifications import services as notifications
from yingke.foundation.notifications.kinds import Kind, declare
from yingke.foundation.ui import dates

if TYPE_CHECKING:
    from yingke.domains.customers.models import Contact
    from yingke.domains.people.models import Staff

TOLD = "planning.change_told"

declare(
    Kind(
        TOLD,
        gettext_lazy("Change of plan: %(visit)s"),
        gettext_lazy("%(text)s"),
        urgent=True,
        label=gettext_lazy("Change of plan for me"),
    ),
    Kind(
        "planning.change_awaits",
        gettext_lazy("Approve a change: %(visit)s"),
        gettext_lazy("%(person)s submitted: %(change)s"),
        urgent=True,
        label=gettext_lazy("Change awaiting my approval"),
    ),
    Kind(
        "planning.change_refused",
        gettext_lazy("Change refused: %(visit)s"),
        gettext_lazy("%(reason)s"),
        urgent=True,
        label=gettext_lazy("Change refused"),
    ),
)


@dataclass(frozen=True)
class Told:
    """One person with the words that they read; `user` is None for who doesn't sign in."""

    staff: Staff
    user: User | None
    role: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def texts(change: ChangeRequest, chosen: Alternative, names: Names | None = None) -> list[Told]:
    """What each person reads: only what changed for them, in their language."""
    names = names or Names((chosen,))
    found = []
    for name in chosen.told:
        staff = names.staff.get(int(name[1:]))
        if staff is None:
            continue
        with _spoken_to(staff.user.language if staff.user else None, change):
            lines = [_words(line, name, names) for line in chosen.lines if line.affects(name)]
        found.append(Told(staff, staff.user, _role(chosen, name), tuple(lines)))
    return found


def guest_text(change: ChangeRequest, chosen: Alternative) -> str:
    """The words for the customer's contact: times only, in their language."""
    contact = contact_of(change)
    names = Names((chosen,))
    with _spoken_to(contact.language if contact else change.visit.account.language, change):
        visit, lines = change.visit, []
        if chosen.arrives_at != visit.arrives_at:
            lines.append(
                _("We will welcome you at %(after)s (previously %(before)s).")
                % {"after": dates.hour(chosen.arrives_at), "before": dates.hour(visit.arrives_at)}
            )
        for line in chosen.lines:
            label = names.item(line)
            if line.state == CANCELLED:
                lines.append(_("%(item)s will not take place.") % {"item": label})
            elif line.state != "same" and line.after is not None and line.before != line.after:
                lines.append(f"{dates.hours(*line.after)} {label}")
        return "\n".join(lines)


def contact_of(change: ChangeRequest) -> Contact | None:
    """The guest who passes things on, or the principal one."""
    guests = list(change.visit.guests.select_related("contact"))
    rank = {"liaison": 0, "principal": 1}
    guests.sort(key=lambda guest: (rank.get(guest.role, 2), guest.pk))
    return guests[0].contact if guests else None


def sentence(change: ChangeRequest) -> str:
    """What happened, as typed or in a few words."""
    return change.text or kind_sentence(change.kind, Details.from_json(change.details))


def kind_sentence(kind: str, details: Details) -> str:
    label = str(ChangeKind(kind).label)
    if kind in (ChangeKind.EARLY, ChangeKind.LATE):
        words = dates.minutes_words(details.minutes or 0)
        return f"{label} · {words}"
    if kind == ChangeKind.HEADS:
        count = details.heads or 0
        return ngettext("%(n)s guest", "%(n)s guests", count) % {"n": count}
    return label


def kind_words(kind: str) -> str:
    return str(AgendaKind(kind).label)


def change_awaits(change: ChangeRequest) -> None:
    """Ask those who may approve; the first to decide does."""
    by = change.chosen_by
    _tell(
        change,
        list(identity.users_with("visits.approve")),
        "planning.change_awaits",
        person=by.label if by else "",
        change=sentence(change),
    )


def change_refused(change: ChangeRequest) -> None:
    to = [change.chosen_by] if change.chosen_by else []
    _tell(change, to, "planning.change_refused", reason=change.reason)


def _tell(about: ChangeRequest, to: list[User], kind: str, **params: str) -> None:
    visit = about.visit
    notifications.notify(
        to=to,
        kind=kind,
        params={"visit": f"{visit.number} {visit.account.name}", **params},
        url=url_of(about),
        key=f"{kind}:{about.pk}:{about.version}",
    )


def stored(found: list[Told]) -> list[dict[str, object]]:
    """The messages in the form in which a change keeps them."""
    return [
        {
            "staff": told.staff.pk,
            "user": told.user.pk if told.user else None,
            "name": told.staff.label,
            "role": told.role,
            "text": told.text,
        }
        for told in found
    ]


def send(change: ChangeRequest) -> int:
    """Tell each person once what changed for them; return how many were told."""
    visit, count = change.visit, 0
    users = User.objects.in_bulk([one["user"] for one in change.messages if one["user"]])
    for message in change.messages:
        user = users.get(message["user"])
        if user is None or user.pk == change.chosen_by_id:
            continue
        count += notifications.notify(
            to=[user],
            kind=TOLD,
            params={
                "visit": f"{visit.number} {visit.account.name}",
                "text": message["text"],
            },
            url=reverse("visits:detail", args=[visit.pk]),
            key=queries.key_of(change.pk),
        )
    return count


def url_of(change: ChangeRequest) -> str:
    return reverse("planning:change", args=[change.pk])


@contextmanager
def _spoken_to(language: str | None, change: ChangeRequest) -> Iterator[None]:
    """Words in Chinese for who reads it or is unknown, else in English; times of the site."""
    code = "zh-hans" if not language or language.startswith("zh") else "en"
    zone = ZoneInfo(change.visit.site.timezone)
    with translation.override(code), timezone.override(zone):
        yield


def _role(chosen: Alternative, name: str) -> str:
    roles = {
        what: None
        for line in chosen.lines
        for person, what in (*line.holds, *line.held)
        if person == name
    }
    return " · ".join(str(PartRole(what).label) for what in roles if what in PartRole.values)


def place_words(line: Line, names: Names) -> str:
    return " · ".join(names.of(name) for name, _what in line.holds if name[0] == "r")


def _words(line: Line, name: str, names: Names) -> str:
    """What changed of an item for a person."""
    words = {
        "item": names.item(line),
        "before": dates.hours(*line.before) if line.before else "",
        "after": dates.hours(*line.after) if line.after else "",
    }
    place = place_words(line, names)
    if line.state == CANCELLED:
        return _("%(item)s is cancelled (was %(before)s)") % words
    if any(person == name for person, _what in line.went):
        return _("%(item)s, %(before)s: you're no longer needed") % words
    if any(person == name for person, _what in line.came):
        text = _("New: %(item)s, %(after)s. Please accept or decline") % words
    elif line.state == MOVED:
        text = _("%(item)s: now %(after)s (was %(before)s)") % words
    else:
        text = f"{words['item']}, {words['after']}"
    return f"{text} · {place}" if place else text
