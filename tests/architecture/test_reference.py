"""The reference pages and the glossary say what the code says."""

import re

import pytest
from tests import reference
from tests.architecture.source import ROOT, python_files

from yingke.config.environment import Environment


def test_each_setting_has_its_sentence() -> None:
    assert set(reference.SETTINGS) == set(Environment.model_fields)


@pytest.mark.parametrize("path", sorted(reference.pages()))
def test_page_is_current(path: str) -> None:
    """If this fails: `python -m tests.reference --update`."""
    assert reference.is_current(path, reference.pages()[path])


def test_the_walk_through_the_house_shows_its_real_code() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    source = [
        path.read_text(encoding="utf-8")
        for folder in ("src/yingke/domains/visits", "tests/objects/gifts")
        for path in python_files(folder)
    ]
    shown = re.findall(r"```python\n(.*?)\n```", text, re.DOTALL)
    assert [block for block in shown if not any(block in file for file in source)] == []
