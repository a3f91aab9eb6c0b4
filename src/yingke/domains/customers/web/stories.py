"""Interactions as moments in the story of a customer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yingke.domains.customers.models import Account, Interaction
from yingke.domains.customers.queries.interactions import held_between
from yingke.domains.customers.registers import Moment, Story
from yingke.domains.customers.terms import InteractionKind, InteractionState
from yingke.foundation.kernel.naming import worded

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

MOST: Final = 100
ICONS: Final[dict[str, str]] = {
    InteractionKind.CALL: "phone",
    InteractionKind.MESSAGE: "message-circle",
    InteractionKind.MAIL: "mail",
    InteractionKind.MEETING: "users",
    InteractionKind.CALL_ON: "map-pin",
    InteractionKind.EVENT: "presentation",
    InteractionKind.GIFT: "gift",
}


def _moments(
    user: User | None, account: Account, since: datetime, until: datetime
) -> Iterator[Moment]:
    rows = held_between(account, since, until).order_by("-held_at", "-pk")[:MOST]
    for row in rows:
        yield Moment(
            key=f"interaction-{row.pk}",
            at=row.held_at,
            text=_sentence(row),
            icon=ICONS[row.channel],
            url=reverse("customers:interactions-detail", args=[row.pk]),
            note=row.summary,
            people=(row.contact_id,) if row.contact_id else (),
            planned=row.state == InteractionState.PLANNED,
            counts=True,
        )


def _sentence(row: Interaction) -> str:
    words = {"kind": worded(InteractionKind, row.channel)}
    if row.by is not None:
        words["who"] = row.by.label
    if row.contact is not None:
        words["person"] = row.contact.label
    if row.by is not None and row.contact is not None:
        return _("%(kind)s: %(who)s with %(person)s") % words
    if row.contact is not None:
        return _("%(kind)s with %(person)s") % words
    return _("%(kind)s by %(who)s") % words if row.by is not None else words["kind"]


def by_month(moments: Iterable[Moment]) -> list[tuple[date, list[Moment]]]:
    """The moments of each month, under its first day, in their order."""
    months: dict[date, list[Moment]] = {}
    for moment in moments:
        months.setdefault(timezone.localtime(moment.at).date().replace(day=1), []).append(moment)
    return list(months.items())


STORY: Final = Story("interactions", gettext_lazy("Contacts made"), _moments, counts=True)
