"""K1 流程执行准确率: nodes done on time with their evidence ÷ nodes that were due.

A node belongs to the month in which it is due. It counts once it has been done or skipped, or once
its time has passed. It is right when it was done no later than due, with all required evidence at
that moment, and not by overriding its gate; a skipped node counts as not done. Of a cancelled
visit, what was due only after the cancellation and was not closed before does not count. A month is
judged as it stood at its end, so that what happens later does not change it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from yingke.domains.assessment.rules.facts import (
    Cancelled,
    Closed,
    Fact,
    Overridden,
    Reopened,
    Restored,
    Scheduled,
)
from yingke.domains.assessment.rules.months import Month
from yingke.domains.assessment.rules.reading import Reading, share
from yingke.domains.assessment.terms import Verdict


@dataclass(frozen=True)
class Judged:
    """A node that counts; `closed_at` is None while it is overdue."""

    visit_id: int
    number: int
    due_at: datetime
    closed_at: datetime | None
    verdict: Verdict


def read(judged: Iterable[Judged]) -> Reading:
    """Return the share of nodes closed correctly."""
    verdicts = [node.verdict for node in judged]
    return share(verdicts.count(Verdict.RIGHT), len(verdicts))


def judge(facts: Iterable[Fact], *, now: datetime) -> list[Judged]:
    """Return every node that counts at this moment, by visit and number."""
    ledger = _Ledger()
    for fact in _in_order(facts):
        if fact.at <= now:
            ledger.note(fact)
    return ledger.judged(None, None, as_of=now)


def judge_by_month(
    facts: Iterable[Fact], months: Sequence[Month], *, tz: tzinfo, now: datetime
) -> dict[Month, list[Judged]]:
    """Return the nodes due in each month (ascending), judged at its end, or now if it is
    running."""
    ordered, position, ledger = _in_order(facts), 0, _Ledger()
    found: dict[Month, list[Judged]] = {}
    for month in months:
        start, end = month.start(tz), month.end(tz)
        while position < len(ordered) and ordered[position].at < end:
            if ordered[position].at <= now:
                ledger.note(ordered[position])
            position += 1
        found[month] = ledger.judged(start, end, as_of=min(end, now))
    return found


def _in_order(facts: Iterable[Fact]) -> list[Fact]:
    return sorted(facts, key=lambda fact: fact.at)


class _Ledger:
    """State of each visit's nodes after a sequence of facts."""

    def __init__(self) -> None:
        self.due: dict[int, Mapping[int, datetime]] = {}
        self.closed: dict[int, dict[int, Closed]] = {}
        self.cancelled: dict[int, datetime] = {}
        self.overridden: set[int] = set()
        self.deviations: set[tuple[int, int]] = set()

    def note(self, fact: Fact) -> None:
        """Apply one fact; facts must come in order of time."""
        if isinstance(fact, Scheduled):
            self.due[fact.visit_id] = fact.due
        elif isinstance(fact, Closed):
            self.closed.setdefault(fact.visit_id, {})[fact.number] = fact
            if fact.visit_id in self.overridden:
                self.overridden.remove(fact.visit_id)
                self.deviations.add((fact.visit_id, fact.number))
        elif isinstance(fact, Reopened):
            self.closed.get(fact.visit_id, {}).pop(fact.number, None)
            self.deviations.discard((fact.visit_id, fact.number))
        elif isinstance(fact, Overridden):
            self.overridden.add(fact.visit_id)
        elif isinstance(fact, Cancelled):
            self.cancelled[fact.visit_id] = fact.at
        elif isinstance(fact, Restored):
            self.cancelled.pop(fact.visit_id, None)

    def judged(
        self, start: datetime | None, end: datetime | None, *, as_of: datetime
    ) -> list[Judged]:
        """Return the nodes that count and are due within `[start, end)`."""

        def within(due_at: datetime) -> bool:
            return (start is None or start <= due_at) and (end is None or due_at < end)

        found = [
            Judged(visit_id, number, due_at, None, Verdict.OVERDUE)
            for visit_id, nodes in self.due.items()
            for number, due_at in nodes.items()
            if within(due_at) and due_at < as_of and self._is_expected(visit_id, number, due_at)
        ]
        found += [
            Judged(visit_id, node.number, node.due_at, node.at, self._verdict(node))
            for visit_id, nodes in self.closed.items()
            for node in nodes.values()
            if within(node.due_at)
        ]
        return sorted(found, key=lambda node: (node.visit_id, node.number))

    def _verdict(self, node: Closed) -> Verdict:
        if not node.done:
            return Verdict.SKIPPED
        if (node.visit_id, node.number) in self.deviations:
            return Verdict.DEVIATION
        if node.at > node.due_at:
            return Verdict.LATE
        return Verdict.RIGHT if node.with_evidence else Verdict.NO_EVIDENCE

    def _is_expected(self, visit_id: int, number: int, due_at: datetime) -> bool:
        if number in self.closed.get(visit_id, {}):
            return False
        cancelled_at = self.cancelled.get(visit_id)
        return cancelled_at is None or due_at <= cancelled_at
