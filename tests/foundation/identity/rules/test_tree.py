"""Paths of the organisation tree."""

from __future__ import annotations

import pytest

from yingke.foundation.identity.rules import tree
from yingke.foundation.kernel.errors import RuleViolation


def test_a_path_holds_the_codes_from_the_top_down():
    company = tree.path_of("", "yingsong")

    assert company == "yingsong/"
    assert tree.path_of(company, "east") == "yingsong/east/"


def test_the_ancestor_paths_end_with_the_unit_itself():
    assert tree.ancestor_paths("yingsong/east/rd/") == [
        "yingsong/",
        "yingsong/east/",
        "yingsong/east/rd/",
    ]


@pytest.mark.parametrize(
    ("kind", "path", "parent", "code"),
    [
        ("company", "", "yingsong/", "company_not_on_top"),
        ("department", "", None, "unit_without_parent"),
        ("branch", "yingsong/east/", "yingsong/east/", "unit_below_itself"),
        ("branch", "yingsong/east/", "yingsong/east/rd/", "unit_below_itself"),
    ],
)
def test_a_place_that_makes_no_sense_is_refused(kind, path, parent, code):
    with pytest.raises(RuleViolation) as refused:
        tree.check_place(kind=kind, path=path, parent_path=parent)
    assert (refused.value.code, refused.value.field) == (code, "parent")


@pytest.mark.parametrize(
    ("kind", "path", "parent"),
    [
        ("company", "", None),
        ("company", "yingsong/", None),
        ("department", "", "yingsong/"),
        ("branch", "yingsong/east/", "yingsong/"),
        ("department", "yingsong/east/", "yingsong/eastern/"),
    ],
)
def test_a_sound_place_is_accepted(kind, path, parent):
    tree.check_place(kind=kind, path=path, parent_path=parent)
