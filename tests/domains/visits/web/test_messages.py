"""What keeps a gate shut and what a plan lacks has its words."""

import ast
from pathlib import Path

import pytest

from yingke.domains.visits.rules import gates
from yingke.domains.visits.rules.agenda import Notice
from yingke.domains.visits.web import messages


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
