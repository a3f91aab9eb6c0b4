"""What the page of a change shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from yingke.domains.planning import notices, permissions
from yingke.domains.planning.queries import changes as queries
from yingke.domains.planning.queries.changes import Names
from yingke.domains.planning.rules import deciding as rules
from yingke.domains.planning.rules.alternatives import CANCELLED, MOVED, NEW, Alternative, Line
from yingke.domains.planning.rules.details import Details
from yingke.domains.planning.services.deciding import max_moves
from yingke.domains.planning.terms import OPEN_CHANGES, AlternativeKind, ChangeState
from yingke.domains.planning.web import change_track, change_words
from yingke.domains.planning.web.words import role_words
from yingke.domains.visits.queries import facts
from yingke.domains.visits.registers import Change, previews
from yingke.foundation.kernel import clock
from yingke.foundation.ui import dates

if TYPE_CHECKING:
    from yingke.domains.customers.models import Contact
    from yingke.domains.planning.models import ChangeRequest
    from yingke.domains.planning.notices import Told
    from yingke.domains.visits.models import Visit
    from yingke.foundation.identity.models import User

ENDED: Final = (ChangeState.WITHDRAWN, ChangeState.REFUSED)
FIRST: Final = 4
"""How many messages stand open; the others are folded."""


@dataclass(frozen=True)
class AnswerLine:
    """One of the alternatives, as a choice."""

    number: int
    label: str
    note: str
    moves: int
    told: int
    replaced: int
    is_chosen: bool
    is_incomplete: bool


@dataclass(frozen=True)
class ItemLine:
    """An item before and after."""

    line: Line
    name: str
    before: str
    after: str
    moved: str
    place: str
    people: list[tuple[str, bool]]
    gone: list[str]
    missing: list[str]

    @property
    def is_quiet(self) -> bool:
        return not self.line.is_changed


@dataclass(frozen=True)
class Step:
    label: str
    value: str
    state: str


@dataclass(frozen=True)
class ChangePage:
    """A change for a reader. `is_over` says that the answer needs approval."""

    change: ChangeRequest
    sentence: str
    icon: str
    tone: str
    chips: list[str]
    answers: list[AnswerLine]
    rows: list[ItemLine] = field(default_factory=list)
    track: change_track.Track | None = None
    told: Sequence[Told] = ()
    spared: list[str] = field(default_factory=list)
    guest_text: str = ""
    contact: Contact | None = None
    effects: list[str] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    target: str = ""
    most: int = 0
    is_over: bool = False
    may_decide: bool = False
    may_approve: bool = False
    may_withdraw: bool = False
    may_undo: bool = False
    may_tell: bool = False

    @property
    def chosen(self) -> AnswerLine | None:
        return next((one for one in self.answers if one.is_chosen), None)

    @property
    def is_running(self) -> bool:
        """Whether the time until all are told still counts."""
        return self.change.told_at is None and self.change.state not in ENDED

    @property
    def first_told(self) -> Sequence[Told]:
        return self.told[:FIRST]

    @property
    def other_told(self) -> Sequence[Told]:
        return self.told[FIRST:]


def page_of(user: User, change: ChangeRequest, *, pick: int = 0) -> ChangePage:
    """The change with one of its answers: the decided one, else the one that is looked at."""
    visit, details = change.visit, Details.from_json(change.details)
    alternatives = tuple(queries.alternatives_of(change))
    number = change.chosen if change.chosen is not None else pick
    number = number if 0 <= number < len(alternatives) else 0
    names = Names(alternatives)
    is_open = change.state == ChangeState.PROPOSED
    found = ChangePage(
        change=change,
        sentence=notices.sentence(change),
        icon=change_words.ICONS[change.kind],
        tone=change_words.TONES[change.state],
        chips=chips_of(change.kind, details, visit, _arrival(change, details, alternatives)),
        answers=[_answer(one, n, number, names) for n, one in enumerate(alternatives)],
    )
    if not alternatives:
        return _with_rights(found, user, visit)
    chosen = alternatives[number]
    most = max_moves(visit)
    return _with_rights(
        found,
        user,
        visit,
        rows=[_item(line, names) for line in chosen.lines],
        track=change_track.track_of(chosen, names),
        told=notices.texts(change, chosen, names) if is_open or _waits(change) else (),
        spared=[names.of(name) for name in chosen.spared],
        guest_text=change.guest_text or notices.guest_text(change, chosen),
        contact=notices.contact_of(change),
        effects=_effects(visit, chosen) if is_open else [],
        most=most,
        is_over=rules.needs_approval(chosen, most=most),
    )


def _waits(change: ChangeRequest) -> bool:
    return change.state == ChangeState.AWAITING


def _with_rights(page: ChangePage, user: User, visit: Visit, **more: object) -> ChangePage:
    change = page.change
    decides = permissions.can_decide(user, change)
    applied = change.state == ChangeState.APPLIED
    within = facts.parameter(visit, "planning.change.told_within")
    rights = {
        "may_decide": decides and change.state == ChangeState.PROPOSED,
        "may_approve": change.state == ChangeState.AWAITING
        and permissions.can_approve(user, change),
        "may_withdraw": change.state in OPEN_CHANGES and permissions.can_withdraw(user, change),
        "may_undo": applied and bool(change.undo) and change.chosen_by_id == user.pk,
        "may_tell": applied and change.told_at is None and decides,
    }
    target = dates.minutes_words(int(within.total_seconds() // 60))
    return replace(page, steps=_steps(change), target=target, **rights, **more)  # type: ignore[arg-type]


def _answer(one: Alternative, number: int, chosen: int, names: Names) -> AnswerLine:
    return AnswerLine(
        number=number,
        label=str(AlternativeKind(one.kind).label),
        note=change_words.answer_note(one, names),
        moves=one.moves,
        told=len(one.told),
        replaced=one.replaced,
        is_chosen=number == chosen,
        is_incomplete=bool(one.unplaced or any(line.missing for line in one.lines)),
    )


def _item(line: Line, names: Names) -> ItemLine:
    came = {name for name, _what in line.came}
    moved = {
        CANCELLED: _("Cancelled"),
        NEW: _("New"),
        MOVED: change_words.moved_words(line.minutes),
    }.get(line.state, _("Unchanged"))
    if line.state == MOVED and not line.minutes:
        moved = _("Other length")
    holds = line.held if line.state == CANCELLED else line.holds
    return ItemLine(
        line=line,
        name=names.item(line),
        before=dates.hours(*line.before) if line.before else "",
        after=dates.hours(*line.after) if line.after else "",
        moved=moved,
        place=" · ".join(names.of(name) for name, _what in holds if name[0] == "r"),
        people=[(names.of(name), name in came) for name, _what in holds if name[0] == "p"],
        gone=[] if line.state == CANCELLED else [names.of(name) for name, _what in line.went],
        missing=[role_words(role) for role in line.missing],
    )


def chips_of(kind: str, details: Details, visit: Visit, arrival: datetime | None) -> list[str]:
    """What was understood, in short texts."""
    words = change_words.understood(kind, details, visit, arrival)
    return [*words, *_named(details, visit)]


def _arrival(
    change: ChangeRequest, details: Details, alternatives: Sequence[Alternative]
) -> datetime:
    """The arrival that the report changes, also once it is changed."""
    if change.state != ChangeState.APPLIED or not alternatives:
        return change.visit.arrives_at
    after = alternatives[change.chosen or 0].arrives_at
    return after - change_words.offset(change.kind, details.minutes or 0)


def _named(details: Details, visit: Visit) -> list[str]:
    """The item, person or resource that a report names."""
    found = []
    if details.item is not None:
        found += [row.label for row in visit.agenda.filter(pk=details.item)]
    known = [f"p{details.staff}"] if details.staff else []
    known += [f"r{details.resource}"] if details.resource else []
    return found + [queries.label_of(name) for name in known]


def _effects(visit: Visit, chosen: Alternative) -> list[str]:
    """What happens to what other packages keep for the visit: orders, budget."""
    changes = []
    if chosen.arrives_at != visit.arrives_at:
        times = {"arrives_at": visit.arrives_at}, {"arrives_at": chosen.arrives_at}
        changes.append(Change("times", *times))
    if chosen.heads != visit.headcount:
        counts = {"headcount": visit.headcount}, {"headcount": chosen.heads}
        changes.append(Change("headcount", *counts))
    return [line for change in changes for line in previews(visit, change)]


def _steps(change: ChangeRequest) -> list[Step]:
    """The time from the report until all are told; one step is under way until then."""
    began = change.reported_at
    moments: list[tuple[str, datetime | None]] = [
        (_("Answers ready"), change.proposed_at),
        (_("Decided"), change.decided_at),
        (_("All told"), change.told_at),
    ]
    steps = [Step(_("Reported"), dates.local(began).strftime("%H:%M:%S"), "done")]
    closed = change.state in ENDED
    for label, moment in moments:
        if moment is not None:
            seconds = (moment - began).total_seconds()
            steps.append(Step(label, change_words.seconds_words(seconds), "done"))
        else:
            under_way = steps[-1].state == "done" and not closed
            steps.append(Step(label, "", "now" if under_way else "todo"))
    return steps


def seconds_since(change: ChangeRequest) -> int:
    """From the report until all were told, or until now."""
    end = change.told_at or (change.decided_at if change.state in ENDED else None)
    return int(((end or clock.now()) - change.reported_at).total_seconds())
