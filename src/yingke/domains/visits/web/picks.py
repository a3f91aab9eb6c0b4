"""The people to choose from in the dialog that invites: suitable ones first, reasons in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yingke.domains.people.terms import AbsenceKind, SpokenLanguage
from yingke.domains.visits.queries.suitability import Bench, Window
from yingke.domains.visits.registers import NO_VERDICT, Verdict, judged_people
from yingke.domains.visits.rules.suitability import Reason, Suitability

if TYPE_CHECKING:
    from yingke.domains.people.models import Staff
    from yingke.domains.visits.models import AgendaItem

SHOWN: Final = 40  # others on the page; a search finds the rest
REASONS: Final[Mapping[str, object]] = {
    "certified": gettext_lazy("Certified"),
    "expired": gettext_lazy("Certificate expired"),
    "uncertified": gettext_lazy("Not certified"),
    "no_language": gettext_lazy("Doesn't speak the guests' language"),
    "other_role": gettext_lazy("Has another role"),
}


@dataclass(frozen=True)
class Pick:
    """A person with what speaks for and against them; one who is `blocked` cannot be chosen."""

    staff: Staff
    found: Suitability
    checked: bool
    verdict: Verdict = NO_VERDICT

    @property
    def is_suitable(self) -> bool:
        return self.found.is_suitable and not self.verdict.reasons

    @property
    def blocked(self) -> bool:
        return self.found.is_blocked

    @property
    def is_impossible(self) -> bool:
        """Blocked, or unable; only the dialog of invitations lets one insist on the latter."""
        return self.blocked or self.found.is_unable

    @property
    def merits(self) -> list[str]:
        return [reason_words(one) for one in self.found.merits] or [_("Free")]

    @property
    def drawbacks(self) -> list[str]:
        own = [reason_words(one) for one in self.found.drawbacks]
        return own if self.blocked else [*own, *self.verdict.reasons]


@dataclass(frozen=True)
class Picks:
    suitable: list[Pick]
    others: list[Pick]
    more: int  # others that are not shown


def of_item(item: AgendaItem, role: str, *, chosen: Collection[str], search: str) -> Picks:
    """Who could take this part; those chosen already stay on the page."""
    window = Window(item.starts_at, item.ends_at, item.pk)
    bench = Bench(item.visit, [window])
    words = search.casefold().split()
    judged = judged_people(item, role)
    rows = [
        Pick(
            staff,
            one,
            checked=str(staff.pk) in chosen,
            verdict=judged.get(staff.pk, NO_VERDICT),
        )
        for one in bench.ranked(role, window)
        if (staff := bench.staff[one.person.staff_id])
        and (str(staff.pk) in chosen or all(word in staff.search_text for word in words))
    ]
    rows.sort(key=lambda row: (row.is_impossible, not row.is_suitable, row.verdict.cost))
    others = [row for row in rows if not row.is_suitable]
    shown = [row for row in others if row.checked]
    shown += [row for row in others if not row.checked][: SHOWN - len(shown)]
    return Picks([row for row in rows if row.is_suitable], shown, len(others) - len(shown))


def reason_words(reason: Reason) -> str:
    """A merit or drawback as the reader sees it."""
    match reason.code:
        case "speaks":
            return _("Speaks %(language)s") % {"language": SpokenLanguage(reason.text).label}
        case "busy":
            return _("Booked by %(what)s") % {"what": reason.text}
        case "away":
            return str(AbsenceKind(reason.text).label)
    return str(REASONS[reason.code])
