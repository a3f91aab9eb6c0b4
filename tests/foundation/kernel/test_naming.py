"""Codes in words."""

from django.utils import translation

from yingke.domains.visits.terms import VisitState
from yingke.foundation.kernel.naming import worded


def test_a_code_is_called_what_its_kind_says_in_the_readers_language() -> None:
    with translation.override("en"):
        assert worded(VisitState, "planned") == str(VisitState.PLANNED.label)
    with translation.override("zh-hans"):
        assert worded(VisitState, "planned") == str(VisitState.PLANNED.label)
        assert worded(VisitState, "planned") != "planned"


def test_a_code_of_no_kind_stands_for_itself() -> None:
    assert worded(VisitState, "of-old") == "of-old"
    assert worded(VisitState, "") == ""
