"""Every refusal of a rule or service has its sentence."""

import ast
from collections.abc import Iterator

import pytest
from tests.architecture.source import python_files, short

from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.ui import refusals

# They say theirs in another way: programs in English.
ELSEWHERE = ("src/yingke/engines/",)


def raised() -> Iterator[str]:
    """The code of every RuleViolation in the source that is given as a plain text."""
    for path in python_files("src"):
        if short(path).startswith(ELSEWHERE):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "RuleViolation"
            if named and node.args and isinstance(node.args[0], ast.Constant):
                yield str(node.args[0].value)


def test_every_refusal_has_its_sentence():
    codes = set(raised())
    assert {"stale", "taken", "resource_taken"} <= codes
    assert codes - refusals.codes() == set()


def test_a_sentence_is_filled_from_what_the_rule_found():
    violation = RuleViolation("taken", field="code", value="sz")
    assert "sz" in refusals.explain(violation)
    assert refusals.explain(RuleViolation("unheard-of"))


def test_a_code_has_one_sentence():
    assert "stale" in refusals.codes()
    with pytest.raises(ValueError, match="stale"):
        refusals.register({"stale": "Another sentence"})
