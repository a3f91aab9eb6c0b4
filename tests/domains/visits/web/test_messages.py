"""Every refusal of a rule or service has a sentence of its own."""

import ast
from pathlib import Path

import pytest

import yingke
from yingke.domains.visits.rules import gates
from yingke.domains.visits.rules.agenda import Notice
from yingke.domains.visits.web import messages
from yingke.foundation.kernel.errors import RuleViolation

SOURCE = Path(yingke.__file__).parent
RAISING = (
    "domains/visits/rules",
    "domains/visits/services",
    "domains/resources/services/bookings.py",
    "domains/resources/rules/bookings.py",
)


def codes() -> set[str]:
    """The first argument of every RuleViolation raised where the visit pages call."""
    files = [
        file
        for place in RAISING
        for file in ([SOURCE / place] if place.endswith(".py") else (SOURCE / place).rglob("*.py"))
    ]
    return {
        str(node.args[0].value)
        for file in files
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "RuleViolation"
        and isinstance(node.args[0], ast.Constant)
    }


def test_there_are_refusals_to_explain():
    assert {"stale", "gate_shut", "resource_taken"} <= codes()


@pytest.mark.parametrize("code", sorted(codes()))
def test_a_refusal_has_its_sentence(code):
    assert messages.knows(code)


def test_an_unknown_refusal_still_says_something():
    assert messages.explain(RuleViolation("unheard-of"))


def test_everything_that_a_gate_misses_has_words():
    tree = ast.parse(Path(gates.__file__).read_text())
    found = {
        str(node.args[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") in ("Missing", "_each")
        and isinstance(node.args[0], ast.Constant)
    }
    assert {"place_missing", "tier_missing"} <= found
    params = dict.fromkeys(("count", "needed", "item", "node", "person", "resource", "score"), "x")
    for code in found:
        assert messages.missing_words(gates.Missing(code, params))


@pytest.mark.parametrize(
    "code", ["few_interactions", "golden_window_over", "long_wait", "opening_long", "overlap"]
)
def test_a_note_on_the_agenda_has_a_title_and_a_sentence(code):
    title, text = messages.notice_words(Notice(code, "会谈", "参观", 75))
    assert title
    assert text
