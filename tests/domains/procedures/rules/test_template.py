"""What keeps a version of a procedure from being published, each fault by its own name."""

from typing import Any

import pytest

from yingke.domains.procedures.rules.template import difference, faults

ROLES = ("host", "coordinator", "logistics")


def node(number: int, **changes: Any) -> dict[str, Any]:
    values = {
        "id": f"n{number}",
        "number": number,
        "name": f"节点{number}",
        "name_en": "",
        "kind": "other",
        "phase": "before",
        "step": "design",
        "methods": [],
        "owner_role": "host",
        "starts": "arrival-3wd",
        "due": "arrival-2wd",
        "clause": "",
        "tasks": [],
    }
    return {**values, **changes}


def task(**changes: Any) -> dict[str, Any]:
    values = {
        "id": "t1",
        "name": "订酒店",
        "name_en": "",
        "owner_role": "logistics",
        "due": "arrival-2wd",
        "checks": [],
    }
    return {**values, **changes}


def codes(*nodes: dict[str, Any], variant: str = "normal") -> list[str]:
    return [fault.code for fault in faults(nodes, variant=variant, roles=ROLES)]


def test_a_sound_procedure_has_no_fault():
    assert (
        codes(
            node(1, tasks=[task(checks=[{"name": "确认号", "evidence": "note"}])]),
            node(2, kind="readiness", due="arrival-1wd"),
            node(3, kind="welcome", phase="during", starts="arrival-30min", due="arrival"),
            node(4, kind="feedback", phase="after", starts="end", due="end+3d"),
        )
        == []
    )


def test_a_procedure_without_nodes_is_none():
    assert codes() == ["no_nodes"]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"name": " "}, "node_without_name"),
        ({"owner_role": "wizard"}, "role_unknown"),
        ({"due": "soon"}, "time_unreadable"),
        ({"starts": "arrival-1wd", "due": "arrival-2wd"}, "due_before_start"),
        ({"due": "arrival+2h"}, "prepared_too_late"),
        ({"phase": "after", "starts": "arrival", "due": "arrival+2h"}, "due_before_the_end"),
    ],
)
def test_a_node_is_refused_for(changes, fault):
    assert codes(node(1, **changes)) == [fault]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"name": ""}, "task_without_name"),
        ({"owner_role": "wizard"}, "role_unknown"),
        ({"due": "soon"}, "time_unreadable"),
        ({"due": "arrival-1wd"}, "task_after_its_node"),
        ({"checks": [{"name": ""}]}, "check_without_name"),
        ({"checks": [{"name": "照片", "evidence": "oath"}]}, "evidence_unknown"),
    ],
)
def test_a_task_is_refused_for(changes, fault):
    assert codes(node(1, tasks=[task(**changes)])) == [fault]


def test_the_nodes_are_numbered_from_one_without_gaps():
    assert codes(node(2)) == ["numbers_have_gaps"]


def test_two_nodes_cannot_have_the_same_gate_unless_it_is_none():
    assert codes(node(1, kind="plan"), node(2, kind="plan")) == ["gate_twice"]
    assert codes(node(1), node(2)) == []


def test_a_phase_does_not_come_back():
    after = node(1, phase="after", starts="end", due="end+1d")
    found = faults([after, node(2)], variant="normal", roles=ROLES)
    assert [(fault.code, fault.node) for fault in found] == [("phase_runs_backwards", 2)]


def test_readiness_is_not_due_before_what_it_waits_for():
    found = faults(
        [node(1, due="arrival-1wd"), node(2, kind="readiness", due="arrival-2wd")],
        variant="normal",
        roles=ROLES,
    )
    assert [(fault.code, fault.node) for fault in found] == [("due_before_predecessor", 2)]
    assert found[0].params == {"name": "节点2", "other": "节点1"}


def test_a_time_that_is_wrong_itself_is_said_once():
    late, ready = node(1, due="arrival+1d"), node(2, kind="readiness", due="arrival-1wd")
    assert codes(late, ready) == ["prepared_too_late"]


def test_what_waits_for_the_guests_cannot_be_waited_for_by_readiness():
    assert codes(node(1, kind="talks"), node(2, kind="readiness")) == ["order_in_a_circle"]
    assert codes(node(1, kind="talks")) == []


def test_times_are_tried_on_the_notice_of_the_variant():
    early = node(1, starts="submission", due="submission+30h")
    assert codes(early) == []
    assert codes(early, variant="urgent") == ["prepared_too_late"]


def test_all_faults_are_said_at_once_in_the_order_of_the_nodes():
    assert codes(
        node(1, due="soon", owner_role="wizard"), node(2, name=""), node(3, due="arrival+1h")
    ) == ["role_unknown", "time_unreadable", "node_without_name", "prepared_too_late"]


def test_the_difference_names_what_came_went_and_changed():
    before = [node(1, tasks=[task()]), node(2)]
    after = [node(1, tasks=[task(due="arrival-3wd")], due="arrival-1wd"), node(3)]
    found = [(row.change, part, row.row["name"]) for part, row in difference(before, after)]
    assert found == [
        ("removed", "node", "节点2"),
        ("changed", "node", "节点1"),
        ("added", "node", "节点3"),
        ("changed", "task", "订酒店"),
    ]
    _part, changed = difference(before, after)[1]
    assert changed.fields == {"due": ("arrival-2wd", "arrival-1wd")}


def test_equal_versions_do_not_differ():
    assert difference([node(1, tasks=[task()])], [node(1, tasks=[task()])]) == []


def test_a_node_that_only_gave_way_to_another_has_not_changed():
    before = [node(1), node(2)]
    pushed = [{**node(3), "number": 1}, {**node(1), "number": 2}, {**node(2), "number": 3}]
    assert [row.change for _part, row in difference(before, pushed)] == ["added"]
    swapped = [{**node(2), "number": 1}, {**node(1), "number": 2}]
    assert [row.fields for _part, row in difference(before, swapped)] == [
        {"number": (2, 1)},
        {"number": (1, 2)},
    ]
