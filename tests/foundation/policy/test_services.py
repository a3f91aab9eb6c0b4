"""Changing parameters: history, moments, scopes, and two editors at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from tests.factories.identity import make_user
from tests.factories.policy import make_parameter

from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation
from yingke.foundation.policy import queries, services
from yingke.foundation.policy.models import PolicyChange

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 3, 2, 1, tzinfo=UTC)


def days(number: int) -> datetime:
    return MONDAY + timedelta(days=number)


def set_on(day: int, code: str, value: int | None, **more: object) -> PolicyChange:
    with clock.at(days(day)):
        return services.set_value(actor=None, code=code, value=value, **more)


def test_a_value_holds_at_once_for_everything_later_and_for_nothing_earlier():
    code = make_parameter(default=3).code
    set_on(0, code, 4)
    set_on(10, code, 5)

    held = [queries.value(code, at=days(day)) for day in (-1, 0, 9, 10, 11)]
    assert held == [3, 4, 4, 5, 5]


def test_a_planned_change_holds_from_its_moment():
    code = make_parameter(default=3).code
    set_on(0, code, 5, effective_from=days(7))

    assert [queries.value(code, at=days(day)) for day in (6, 7)] == [3, 5]


def test_nothing_is_changed_for_the_past():
    code = make_parameter(default=3).code

    with pytest.raises(RuleViolation) as refused:
        set_on(0, code, 5, effective_from=days(-1))
    assert (refused.value.code, refused.value.field) == ("effective_in_the_past", "effective_from")
    assert queries.history_of(code).count() == 0


def test_the_most_specific_value_holds_for_a_case():
    code = make_parameter(default=3).code
    set_on(0, code, 4)
    set_on(0, code, 5, site="shanghai")
    set_on(0, code, 6, tier="strategic")
    set_on(0, code, 7, tier="strategic", site="shanghai")

    cases = [{}, {"site": "shanghai"}, {"tier": "strategic", "site": "beijing"}]
    held = [queries.value(code, at=days(1), **case) for case in cases]
    assert held == [4, 5, 6]
    assert queries.value(code, at=days(1), tier="strategic", site="shanghai") == 7


def test_a_withdrawn_value_leaves_the_wider_one():
    code = make_parameter(default=3).code
    set_on(0, code, 5, site="shanghai")
    set_on(1, code, None, site="shanghai")

    assert queries.value(code, at=days(0), site="shanghai") == 5
    assert queries.value(code, at=days(1), site="shanghai") == 3


def test_the_history_says_who_changed_what_to_what_and_why():
    editor = make_user(roles=["admin"])
    code = make_parameter(default=3).code
    with clock.at(MONDAY):
        services.set_value(actor=editor, code=code, value=4, note="客户要求")
    with clock.at(days(1)):
        services.set_value(actor=editor, code=code, value=5, tier="key", note="试点")

    rows = queries.history_of(code).values_list(
        "actor", "before", "value", "scope", "effective_from", "recorded_at", "note"
    )
    assert list(rows) == [
        (editor.pk, "4", "5", {"tier": "key"}, days(1), days(1), "试点"),
        (editor.pk, "3", "4", {}, MONDAY, MONDAY, "客户要求"),
    ]


@pytest.mark.parametrize("rewrite", ["update", "delete"])
def test_the_database_refuses_to_rewrite_the_history(rewrite):
    change = set_on(0, make_parameter().code, 4)
    rows = PolicyChange.objects.filter(pk=change.pk)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(value="5") if rewrite == "update" else rows.delete()
    assert rows.get().value == "4"


def test_of_two_editors_the_slower_one_is_told():
    code = make_parameter(default=3).code
    seen = queries.last_change_id(code)
    set_on(0, code, 4, seen=seen)

    with pytest.raises(RuleViolation) as refused:
        set_on(1, code, 5, seen=seen)
    assert refused.value.code == "stale"
    assert queries.value(code, at=days(2)) == 4


def test_a_person_without_the_permission_changes_nothing():
    code = make_parameter(default=3).code

    with pytest.raises(NotAllowed):
        services.set_value(actor=make_user(roles=["approver"]), code=code, value=4)
    assert queries.value(code) == 3


def test_a_value_of_another_kind_is_refused():
    with pytest.raises(RuleViolation) as refused:
        set_on(0, make_parameter(default=3).code, timedelta(days=3))
    assert refused.value.code == "bad_value"


def test_a_parameter_that_nobody_declares_is_a_slip_in_the_code():
    with pytest.raises(KeyError):
        services.set_value(actor=None, code="no.such", value=1)
    with pytest.raises(KeyError):
        queries.value("no.such")


def test_how_a_parameter_stands_names_value_exceptions_and_plans():
    parameter = make_parameter(default=3)
    set_on(0, parameter.code, 4)
    set_on(0, parameter.code, 6, tier="key")
    planned = set_on(0, parameter.code, 5, effective_from=days(9))

    standing = queries.standing_of(parameter, at=days(1))
    assert (standing.value, standing.is_default) == (4, False)
    assert [(dict(scope.codes), value) for scope, value in standing.overrides] == [
        ({"tier": "key"}, 6)
    ]
    assert [change.id for change in standing.ahead] == [planned.pk]


def test_a_clause_is_written_and_then_changed_by_who_saw_it_last():
    clause = services.save_clause(
        actor=None, document="001", number="2.1", title="提前申请", text="提前3-5个工作日"
    )
    changed = services.save_clause(actor=None, pk=clause.pk, version=1, text="提前3个工作日")

    assert (changed.pk, changed.version, changed.text) == (clause.pk, 2, "提前3个工作日")
    with pytest.raises(RuleViolation) as refused:
        services.save_clause(actor=None, pk=clause.pk, version=1, text="随时")
    assert refused.value.code == "stale"


def test_a_clause_is_found_from_the_parameter_that_implements_it():
    parameter = make_parameter(clause="001/2.1")
    assert queries.clause_of(parameter) is None

    clause = services.save_clause(actor=None, document="001", number="2.1", title="t", text="x")
    assert queries.clause_of(parameter) == clause
    assert queries.parameters_by_clause()["001/2.1"] == [parameter]
