"""What the page of a proposal shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from yingke.domains.planning import permissions
from yingke.domains.planning.queries import proposals as queries
from yingke.domains.planning.queries.proposals import Basis
from yingke.domains.planning.rules import asks as requests
from yingke.domains.planning.rules import problem as problems
from yingke.domains.planning.rules import wishes
from yingke.domains.planning.rules.comparison import (
    Comparison,
    Figures,
    Row,
    Unmet,
    Way,
    open_needs,
)
from yingke.domains.planning.terms import AT_WORK_STATES, AskKind, ProposalState
from yingke.domains.planning.web import words
from yingke.engines.planner import Plan
from yingke.foundation.policy import queries as policy
from yingke.foundation.ui import dates

if TYPE_CHECKING:
    from collections.abc import Callable

    from yingke.domains.planning.models import Proposal, Search
    from yingke.domains.visits.models import Visit
    from yingke.foundation.identity.models import User

SHOWN: Final = 3
LONGEST_WISH: Final = 100
STEPS_SHOWN: Final = 4


@dataclass(frozen=True)
class OptionLine:
    """A candidate that was not chosen; `ask` are the fields that choose it after all."""

    name: str
    role: str
    note: str
    rule: str = ""
    ask: dict[str, Any] | None = None


@dataclass(frozen=True)
class PersonLine:
    """Somebody proposed for an item; `forbid` are the fields that leave them out."""

    name: str
    role: str
    resource: str
    is_new: bool


@dataclass(frozen=True)
class RowLine:
    """One item: standing beside proposed."""

    row: Row
    day: str
    stands: str
    stands_at: str
    proposed: str
    proposed_at: str
    people: list[PersonLine]
    missing: list[str]
    reason: str
    alternatives: list[OptionLine]
    rejected: list[OptionLine]
    more: int
    pin: dict[str, Any] | None
    unpin_url: str
    lost: str


@dataclass(frozen=True)
class Rows:
    """The rows of one visit with the form that accepts them."""

    lines: list[RowLine]
    form: str = "accept"
    visit: Visit | None = None
    may_accept: bool = True

    @property
    def changes(self) -> int:
        return sum(line.row.is_changed for line in self.lines)

    @property
    def unchanged(self) -> int:
        return len(self.lines) - self.changes


@dataclass(frozen=True)
class Urls:
    """Where a page sends what is done on it."""

    propose: str
    ask: str
    stop: str
    accept: str
    withdraw: Callable[[int], str]


@dataclass(frozen=True)
class WayLine:
    text: str
    note: str
    url: str
    ask: dict[str, Any] | None


@dataclass(frozen=True)
class UnmetLine:
    item: str
    text: str
    ways: list[WayLine]


@dataclass(frozen=True)
class Progress:
    """The state of the search; `steps` are seconds and words of the latest improvements."""

    is_at_work: bool
    has_plan: bool
    is_proved: bool
    seconds: float
    most: int
    steps: list[tuple[float, str]]


@dataclass(frozen=True)
class Wish:
    """A sentence and how it was understood: the words and fields of the request, or nothing."""

    text: str
    words: str = ""
    ask: dict[str, Any] | None = None


@dataclass(frozen=True)
class PlanPage:
    """The proposal of a visit, or of several, for a reader; asks are address, icon and words."""

    proposal: Search
    groups: list[Rows]
    unmet: list[UnmetLine]
    figures: Figures
    asks: list[tuple[str, str, str]]
    levels: list[tuple[str, int, int]]
    progress: Progress
    may_act: bool
    urls: Urls
    wish: Wish | None = None

    @property
    def rows(self) -> list[RowLine]:
        return [line for group in self.groups for line in group.lines]

    @property
    def is_accepted(self) -> bool:
        return self.proposal.state == ProposalState.ACCEPTED


def page_of(user: User, visit: Visit, wish: str = "") -> PlanPage | None:
    """The newest proposal of a visit, or None if none was ever asked for."""
    proposal = queries.latest(visit.pk)
    if proposal is None:
        return None
    basis = queries.basis_of(proposal)
    plan = queries.plan_of(proposal) or Plan()
    found = basis.compared(plan)
    may_act = queries.is_open(proposal) and permissions.can_propose(user, visit)
    urls = _urls(proposal, visit)
    return PlanPage(
        proposal=proposal,
        groups=[Rows(Lines(user, proposal, basis, urls).rows(found))],
        unmet=[unmet_line(one, basis.names) for one in found.unmet],
        figures=found.figures,
        asks=asks_of(basis, urls),
        levels=levels_of(plan),
        progress=progress_of(proposal, plan),
        may_act=may_act,
        urls=urls,
        wish=wish_of(wish, basis),
    )


def wish_of(text: str, basis: Basis) -> Wish | None:
    """How a sentence is understood; None without one."""
    text = text.strip()[:LONGEST_WISH]
    if not text:
        return None
    ask = wishes.read(text, basis.facts)
    if ask is None:
        return Wish(text)
    return Wish(text, words.ask_words(ask, basis.names, _item_names(basis)), ask.to_json())


def _item_names(basis: Basis) -> dict[str, str]:
    return {f"i{item.id}": item.name for stay in basis.facts.stays for item in stay.items}


def _urls(proposal: Proposal, visit: Visit) -> Urls:
    key = [proposal.pk]
    return Urls(
        propose=reverse("planning:propose", args=[visit.pk]),
        ask=reverse("planning:ask", args=key),
        stop=reverse("planning:stop", args=key),
        accept=reverse("planning:accept", args=key),
        withdraw=lambda number: reverse("planning:ask-withdraw", args=[proposal.pk, number]),
    )


class Lines:
    """Rows in words."""

    def __init__(self, user: User, proposal: Search, basis: Basis, urls: Urls) -> None:
        self.knows_taker = proposal.asked_by_id == user.pk
        self.proposal, self.basis, self.names, self.urls = proposal, basis, basis.names, urls
        items = [item for stay in basis.facts.stays for item in stay.items]
        self.items = {f"i{item.id}": item.name for item in items}
        days = {dates.local(item.starts_at).date() for item in items}
        self.several_days = len(days) > 1
        self.pins = {
            ask.item: number for number, ask in enumerate(basis.asks) if ask.kind == AskKind.TIME
        }

    def rows(self, found: Comparison) -> list[RowLine]:
        return [self._row(row) for row in found.rows]

    def _row(self, row: Row) -> RowLine:
        item, start = row.item, row.starts_at
        rejected = [self._option(row, one) for one in row.rejected]
        lost = self.proposal.lost.get(str(item.id))
        return RowLine(
            row=row,
            day=dates.short_day(start or item.starts_at) if self.several_days else "",
            stands=dates.hours(item.starts_at, item.ends_at),
            stands_at=self._place([f"r{one.resource_id}" for one in item.bookings], item.place),
            proposed=dates.hours(start, row.ends_at) if start and row.ends_at else "",
            proposed_at=self._place(
                [one.resource for one in row.choices if one.resource[0] == "r"], item.place
            ),
            people=[
                PersonLine(
                    self.names.get(one.resource, ""),
                    words.role_words(one.role),
                    one.resource,
                    one.is_new,
                )
                for one in row.choices
                if one.resource[0] == "p"
            ],
            missing=[words.role_words(role) for role in row.missing if ".kept." not in role],
            reason=words.row_reason(row, self.names),
            alternatives=[self._option(row, one) for one in row.alternatives[:SHOWN]],
            rejected=rejected[:SHOWN],
            more=max(0, len(rejected) - SHOWN),
            pin=self._pin(row),
            unpin_url=self._unpin_url(item.id),
            lost=_lost(lost, knows_taker=self.knows_taker) if lost else "",
        )

    def _option(self, row: Row, other: Any) -> OptionLine:
        ask = {
            "kind": AskKind.PICK.value,
            "item": row.item.id,
            "role": other.role,
            "resource": other.resource,
        }
        return OptionLine(
            name=self.names.get(other.resource, ""),
            role=words.role_words(other.role),
            note=words.other_note(other, self.items),
            rule=str(words.RULES.get(other.cause, "")),
            ask=ask,
        )

    def _pin(self, row: Row) -> dict[str, Any] | None:
        """What keeps the proposed time; None for an item that cannot move."""
        if row.starts_at is None:
            return None
        start = row.starts_at.isoformat()
        return {"kind": AskKind.TIME.value, "item": row.item.id, "starts_at": start}

    def _unpin_url(self, item: int) -> str:
        number = self.pins.get(item)
        return "" if number is None else self.urls.withdraw(number)

    def _place(self, names: list[str], place: str) -> str:
        booked = [self.names[name] for name in names if name in self.names]
        return " · ".join(booked) or place


def _lost(lost: dict[str, str], *, knows_taker: bool) -> str:
    """What was taken; by what only for whom the acceptance told it, as others may not see that."""
    if lost["by"] and knows_taker:
        return _("%(what)s was just taken by %(who)s") % {"what": lost["what"], "who": lost["by"]}
    return _("%(what)s is no longer free") % {"what": lost["what"]}


def unmet_line(unmet: Unmet, names: words.Names) -> UnmetLine:
    return UnmetLine(
        item=unmet.item.name,
        text=words.unmet_words(unmet),
        ways=[
            WayLine(
                words.way_words(way, unmet, names),
                words.way_note(way),
                "" if way.ask else _search_url(way),
                way.ask.to_json() if way.ask else None,
            )
            for way in unmet.ways
        ],
    )


def _search_url(way: Way) -> str:
    """Where to look for somebody or something else."""
    what, language = problems.what_of(way.detail), problems.language_of(way.detail)
    if what == "vehicle":
        return reverse("resources:vehicles-list")
    if what in ("room", "showroom"):
        return reverse("resources:rooms-list")
    if what == "kit":
        return reverse("resources:kit-list")
    return reverse("people:list", query={"language": language} if language else None)


def asks_of(basis: Basis, urls: Urls) -> list[tuple[str, str, str]]:
    """The requests: where each is withdrawn, its icon and words."""
    items = _item_names(basis)
    icons = {AskKind.TIME: "pin", AskKind.FORBID: "ban", AskKind.UNTIL: "clock"}
    return [
        (
            urls.withdraw(number),
            icons.get(ask.kind, "user-check"),
            words.ask_words(ask, basis.names, items),
        )
        for number, ask in enumerate(requests.read([one.to_json() for one in basis.asks]))
    ]


def levels_of(plan: Plan) -> list[tuple[str, int, int]]:
    """The levels in the order in which they are compared: name, value, and what is least."""
    labels = (
        _("Unmet"),
        _("Changes to what is confirmed"),
        _("Preferences: times, empty seats, same person"),
        _("New people and bookings"),
    )
    score, bound = plan.score, plan.bound
    values = (open_needs(plan), score.disturbance, score.preference, score.cost)
    least = (0, bound.disturbance, bound.preference, bound.cost)
    return list(zip(labels, values, least, strict=True))


def progress_of(proposal: Search, plan: Plan) -> Progress:
    steps = proposal.improvements
    first = max(0, len(steps) - STEPS_SHOWN)
    return Progress(
        is_at_work=proposal.state in AT_WORK_STATES,
        has_plan=proposal.plan is not None,
        is_proved=plan.proved,
        seconds=round(proposal.seconds, 1),
        most=int(str(policy.value("planning.search.seconds"))),
        steps=[
            (steps[number]["seconds"], words.improvement_words(steps, number))
            for number in range(first, len(steps))
        ],
    )
