"""What became of each item from one version of the plan to the next."""

from yingke.domains.visits.rules.plan import Difference, difference

WELCOME = {"id": 1, "name": "迎接", "name_en": "Welcome", "place": "大堂"}
TALKS = {"id": 2, "name": "会谈", "name_en": "", "place": ""}


def test_items_that_went_changed_and_came_are_told_in_both_languages() -> None:
    tour = {"id": 3, "name": "参观", "name_en": "Tour", "place": ""}
    found = difference([WELCOME, TALKS], [{**TALKS, "place": "贵宾室"}, tour])
    assert found == [
        Difference("removed", "迎接", {}, "Welcome"),
        Difference("changed", "会谈", {"place": ("", "贵宾室")}),
        Difference("added", "参观", {}, "Tour"),
    ]


def test_a_plan_that_stays_has_no_differences() -> None:
    assert difference([WELCOME, TALKS], [WELCOME, TALKS]) == []
