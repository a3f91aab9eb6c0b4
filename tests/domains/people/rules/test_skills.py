from datetime import date

import pytest

from yingke.domains.people.rules.skills import Certified, judge
from yingke.domains.people.terms import SkillLevel

DAY = date(2026, 11, 24)
NEEDED = SkillLevel.INDEPENDENT


@pytest.mark.parametrize(
    ("certified", "reason"),
    [
        (Certified(SkillLevel.EXPERT, None), None),
        (Certified(SkillLevel.INDEPENDENT, DAY), None),
        (Certified(SkillLevel.EXPERT, date(2026, 11, 23)), "expired"),
        (Certified(SkillLevel.ASSISTING, None), "too_low"),
        (None, "missing"),
    ],
)
def test_a_skill_counts_when_it_is_high_enough_and_not_run_out(certified, reason):
    verdict = judge(certified, needed=NEEDED, on=DAY)
    assert (verdict.reason, verdict.counts) == (reason, reason is None)
