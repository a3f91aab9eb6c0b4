import pytest

from yingke.domains.customers.rules import groups, merging
from yingke.domains.customers.rules.merging import Why
from yingke.foundation.kernel.errors import RuleViolation

EMPTY = dict.fromkeys(merging.COLUMNS, "") | {"tier": "key", "status": "active"}


def choice(column, kept, absorbed, **more):
    found = merging.choices(EMPTY | {column: kept}, EMPTY | {column: absorbed}, **more)
    (one,) = (one for one in found if one.column == column)
    return one.why, one.absorbed_wins


@pytest.mark.parametrize(
    ("column", "kept", "absorbed", "why", "absorbed_wins"),
    [
        ("short_name", "云杉", "云杉", Why.SAME, False),
        ("website", "", "https://a.example", Why.OTHER_EMPTY, True),
        ("website", "https://a.example", None, Why.OTHER_EMPTY, False),
        ("address", "星湖街 328 号 4 栋", "星湖街 328 号", Why.LONGER, False),
        ("customer_since", 2022, 2021, Why.EARLIER, True),
        ("industry", "other", "energy", Why.SPECIFIC, True),
        ("industry", "technology", "energy", Why.KEPT, False),
        ("status", "closed", "active", Why.ACTIVE, True),
        ("note", "下午来访", "3 月招标", Why.BOTH, False),
        ("account_manager_id", 1, 2, Why.ASK, False),
        ("tier", "key", "strategic", Why.SCORED, False),
    ],
)
def test_each_column_has_a_proposal_and_its_reason(column, kept, absorbed, why, absorbed_wins):
    assert choice(column, kept, absorbed) == (why, absorbed_wins)


def test_the_registered_name_wins_over_the_longer_one():
    names = "苏州工业园区云杉装备制造基地", "云杉装备有限公司"
    assert choice("name", *names, registered=(False, True)) == (Why.REGISTERED, True)
    assert choice("name", *names, registered=(True, True)) == (Why.LONGER, False)


def test_within_a_group_the_parent_is_no_choice():
    assert choice("parent_id", 1, 2, related=True) == (Why.GROUP, False)


def test_a_merge_leaves_tier_and_parent_to_those_who_write_them():
    absorbed = EMPTY | {"tier": "strategic", "parent_id": 7}
    proposed = merging.choices(EMPTY, absorbed, related=True)
    assert not {"tier", "parent_id"} & merging.merged(proposed, ["tier", "parent_id"]).keys()


def test_what_is_taken_counts_where_there_is_a_choice():
    kept = EMPTY | {"industry": "energy", "note": "甲", "short_name": "云杉"}
    absorbed = EMPTY | {"industry": "technology", "note": "乙", "short_name": "云杉"}
    proposed = merging.choices(kept, absorbed)
    assert merging.merged(proposed)["industry"] == "energy"
    taken = merging.merged(proposed, ["industry", "note", "short_name"])
    assert (taken["industry"], taken["note"], taken["short_name"]) == (
        "technology",
        "甲\n乙",
        "云杉",
    )


def test_two_codes_are_two_companies():
    merging.check_codes("A", None)
    merging.check_codes("A", "A")
    with pytest.raises(RuleViolation) as caught:
        merging.check_codes("A", "B")
    assert caught.value.code == "different_credit_codes"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("黄子涵", "1", ""), ("黄 子涵", "1", ""), True),
        (("黄子涵", "1", "a@x"), ("黄子涵", "2", "A@x"), True),
        (("黄子涵", "1", ""), ("黄子涵", "", "a@x"), True),
        (("黄子涵", "1", ""), ("黄子涵", "2", ""), False),
        (("黄子涵", "1", ""), ("许若曦", "1", ""), False),
    ],
)
def test_one_person_has_one_name_and_nothing_that_tells_two_apart(one, other, same):
    sides = [dict(zip(("name", "phone", "email"), side, strict=True)) for side in (one, other)]
    assert merging.same_person(*sides) is same


def test_the_top_of_each_account_follows_from_the_parents():
    parents = {1: None, 2: 1, 3: 2, 4: None, 5: 9}
    assert groups.tops(parents) == {1: None, 2: 1, 3: 1, 4: None, 5: 9}
