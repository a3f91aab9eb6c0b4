"""What two versions differ in."""

from typing import Any

from yingke.foundation.drafts.differences import RowDifference, compare


def row(key: str, place: int = 0, **more: Any) -> dict[str, Any]:
    return {"id": key, "place": place, **more}


def test_rows_are_removed_changed_and_added() -> None:
    before = [row("a"), row("b", weight=1)]
    after = [row("b", weight=3), row("c")]
    assert compare(before, after) == [
        RowDifference("removed", row("a")),
        RowDifference("changed", row("b", weight=3), {"weight": (1, 3)}),
        RowDifference("added", row("c")),
    ]


def test_what_only_gave_way_to_another_row_has_not_moved() -> None:
    before = [row("a", 0), row("b", 1)]
    after = [row("new", 0), row("a", 1), row("b", 2)]
    assert [one.change for one in compare(before, after, place="place")] == ["added"]


def test_two_rows_that_changed_places_have_both_changed() -> None:
    before, after = [row("a", 0), row("b", 1)], [row("b", 0), row("a", 1)]
    assert [one.fields for one in compare(before, after, place="place")] == [
        {"place": (1, 0)},
        {"place": (0, 1)},
    ]


def test_ignored_columns_are_not_compared() -> None:
    before, after = [row("a", tasks=[1])], [row("a", tasks=[2])]
    assert compare(before, after, ignored={"tasks"}) == []
    assert compare(before, after)[0].fields == {"tasks": ([1], [2])}


def test_equal_versions_do_not_differ() -> None:
    assert compare([row("a")], [row("a")], key="id", place="place") == []
