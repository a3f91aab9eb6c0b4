"""Which chain a request goes through, and what keeps a chain from being published."""

from dataclasses import replace
from decimal import Decimal

import pytest

from yingke.domains.procedures.rules.chains import Conditions, Fault, Request, choose, faults

GENERAL = Conditions(1, "request")
URGENT = Conditions(2, "request", urgency="urgent")
STRATEGIC = Conditions(3, "request", tier="strategic")
COSTLY = Conditions(4, "request", amount_from=Decimal(50_000))
COSTLIER = Conditions(5, "request", amount_from=Decimal(200_000))
TALKS = Conditions(6, "request", visit_type_id=7)
SOUTH = Conditions(7, "request", site_id=9)
PLAN = Conditions(8, "plan")
ALL = [GENERAL, URGENT, STRATEGIC, COSTLY, COSTLIER, TALKS, SOUTH, PLAN]

PLAIN = Request("request", "normal", visit_type_id=1, tier="potential", site_id=1)
STEP = {
    "name": "申请",
    "approver": "approvers",
    "role": "",
    "person_id": None,
    "hours": 8,
    "escalate_to": "manager",
}


@pytest.mark.parametrize(
    ("request_", "chain"),
    [
        (PLAIN, GENERAL),
        (replace(PLAIN, occasion="plan"), PLAN),
        (replace(PLAIN, urgency="urgent"), URGENT),
        (replace(PLAIN, tier="strategic"), STRATEGIC),
        (replace(PLAIN, visit_type_id=7), TALKS),
        (replace(PLAIN, site_id=9), SOUTH),
        (replace(PLAIN, amount=Decimal("49999.99")), GENERAL),
        (replace(PLAIN, amount=Decimal(50_000)), COSTLY),
        (replace(PLAIN, amount=Decimal(900_000)), COSTLIER),
        # short notice before amount, amount before tier, tier before type, type before site
        (replace(PLAIN, urgency="urgent", amount=Decimal(900_000)), URGENT),
        (replace(PLAIN, tier="strategic", amount=Decimal(50_000)), COSTLY),
        (replace(PLAIN, tier="strategic", visit_type_id=7), STRATEGIC),
        (replace(PLAIN, visit_type_id=7, site_id=9), TALKS),
    ],
)
def test_the_most_specific_chain_whose_conditions_hold_is_taken(request_, chain):
    assert choose(ALL, request_) == chain


def test_all_conditions_of_a_chain_have_to_hold():
    both = Conditions(9, "request", tier="strategic", visit_type_id=7)
    assert choose([GENERAL, both], replace(PLAIN, tier="strategic")) == GENERAL
    assert choose([GENERAL, both], replace(PLAIN, tier="strategic", visit_type_id=7)) == both


def test_where_no_chain_holds_there_is_none():
    assert choose([URGENT], PLAIN) is None


@pytest.mark.parametrize(
    ("steps", "found"),
    [
        ([STEP], []),
        ([], [Fault("no_steps")]),
        ([STEP | {"name": " "}], [Fault("step_without_name")]),
        ([STEP | {"approver": "role", "role": "cfo"}], [Fault("role_unknown", "申请")]),
        ([STEP | {"approver": "unit_role"}], [Fault("role_unknown", "申请")]),
        ([STEP | {"approver": "person", "person_id": 4}], [Fault("person_unknown", "申请")]),
        ([STEP | {"approver": "person", "person_id": 3}], []),
        ([STEP | {"escalate_to": "cfo"}], [Fault("role_unknown", "申请")]),
        ([STEP | {"hours": 0}], [Fault("escalates_without_deadline", "申请")]),
    ],
)
def test_a_chain_that_could_get_stuck_is_not_published(steps, found):
    assert faults(steps, roles=["manager"], active_people=[3]) == found


def test_two_chains_for_the_same_requests_are_one_too_many():
    found = faults([STEP], roles=["manager"], active_people=[], same_conditions="紧急")
    assert found == [Fault("same_conditions", params={"other": "紧急"})]
