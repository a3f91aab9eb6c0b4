from datetime import UTC, datetime, timedelta

import pytest

from yingke.domains.assessment.rules.accuracy import judge, judge_by_month, read
from yingke.domains.assessment.rules.facts import (
    Cancelled,
    Closed,
    Overridden,
    Reopened,
    Restored,
    Scheduled,
)
from yingke.domains.assessment.rules.months import Month
from yingke.domains.assessment.rules.reading import Reading
from yingke.domains.assessment.terms import Verdict

START = datetime(2025, 11, 3, 9, tzinfo=UTC)
NOVEMBER, DECEMBER = Month(2025, 11), Month(2025, 12)


def day(number):
    return START + timedelta(days=number)


def scheduled(visit=1, at=0, **due):
    nodes = {int(name.removeprefix("n")): day(number) for name, number in due.items()}
    return Scheduled(visit, day(at), nodes)


def closed(number, *, at, due, visit=1, done=True, with_evidence=True):
    return Closed(visit, day(at), number, day(due), done, with_evidence)


def verdicts(facts, *, now):
    return {node.number: node.verdict for node in judge(facts, now=day(now))}


def test_a_node_counts_once_its_time_has_passed_or_it_is_closed():
    facts = [scheduled(n1=2, n2=5, n3=9), closed(3, at=1, due=9)]
    assert verdicts(facts, now=3) == {1: Verdict.OVERDUE, 3: Verdict.RIGHT}
    assert verdicts(facts, now=2) == {3: Verdict.RIGHT}
    assert verdicts(facts, now=0) == {}


@pytest.mark.parametrize(
    ("fact", "verdict"),
    [
        (closed(1, at=2, due=2), Verdict.RIGHT),
        (closed(1, at=3, due=2), Verdict.LATE),
        (closed(1, at=1, due=2, with_evidence=False), Verdict.NO_EVIDENCE),
        (closed(1, at=1, due=2, done=False), Verdict.SKIPPED),
    ],
)
def test_a_closed_node_is_judged_by_time_and_evidence(fact, verdict):
    assert verdicts([scheduled(n1=2), fact], now=5) == {1: verdict}


def test_a_node_closed_by_overriding_its_gate_is_a_deviation():
    facts = [scheduled(n7=1, n8=2), Overridden(1, day(2)), closed(8, at=2, due=2)]
    assert verdicts(facts, now=2) == {7: Verdict.OVERDUE, 8: Verdict.DEVIATION}
    withdrawn = [*facts, Reopened(1, day(2), 8), closed(8, at=2, due=2)]
    assert verdicts(withdrawn, now=2) == {7: Verdict.OVERDUE, 8: Verdict.RIGHT}


def test_a_reopened_node_counts_as_open():
    facts = [scheduled(n4=3), closed(4, at=1, due=3), Reopened(1, day(2), 4)]
    assert verdicts(facts, now=2) == {}
    assert verdicts(facts, now=4) == {4: Verdict.OVERDUE}
    assert verdicts([*facts, closed(4, at=5, due=3)], now=5) == {4: Verdict.LATE}


def test_a_later_schedule_replaces_the_earlier_one():
    facts = [scheduled(n1=2, n2=3), scheduled(at=1, n1=8)]
    assert verdicts(facts, now=5) == {}
    assert verdicts(facts, now=9) == {1: Verdict.OVERDUE}


def test_of_a_cancelled_visit_later_nodes_do_not_count():
    facts = [scheduled(n1=2, n2=6, n3=7), closed(3, at=3, due=7), Cancelled(1, day(4))]
    assert verdicts(facts, now=9) == {1: Verdict.OVERDUE, 3: Verdict.RIGHT}


def test_a_restored_visit_is_judged_as_any_other():
    facts = [scheduled(n1=6), Cancelled(1, day(4)), Restored(1, day(5))]
    assert verdicts(facts, now=9) == {1: Verdict.OVERDUE}


def test_the_share_is_right_nodes_of_counted_ones():
    facts = [scheduled(n1=1, n2=2, n3=3, n4=4), closed(1, at=1, due=1), closed(2, at=3, due=2)]
    assert read(judge(facts, now=day(5))) == Reading(0.25, counted=4, good=1)


def test_without_a_node_that_counts_there_is_not_enough_data():
    assert read(judge([], now=day(5))) == Reading(None, 0)
    assert read(judge([scheduled(n1=9)], now=day(5))) == Reading(None, 0)


def test_a_month_is_judged_as_it_stood_at_its_end():
    facts = [scheduled(n1=20, n2=40), closed(1, at=35, due=20), closed(2, at=36, due=40)]
    found = judge_by_month(facts, [NOVEMBER, DECEMBER], tz=UTC, now=day(60))
    assert [(node.number, node.verdict) for node in found[NOVEMBER]] == [(1, Verdict.OVERDUE)]
    assert [(node.number, node.verdict) for node in found[DECEMBER]] == [(2, Verdict.RIGHT)]


def test_the_present_month_is_judged_as_it_stands_now():
    facts = [scheduled(n1=5, n2=20), closed(1, at=4, due=5)]
    found = judge_by_month(facts, [NOVEMBER], tz=UTC, now=day(10))
    assert [(node.number, node.verdict) for node in found[NOVEMBER]] == [(1, Verdict.RIGHT)]


def test_visits_are_kept_apart():
    facts = [scheduled(n1=1), scheduled(visit=2, n1=1), closed(1, at=1, due=1, visit=2)]
    found = [(node.visit_id, node.verdict) for node in judge(facts, now=day(2))]
    assert found == [(1, Verdict.OVERDUE), (2, Verdict.RIGHT)]
