"""A procedure in words: times, faults, differences."""

import ast
from pathlib import Path

import pytest
from django.utils import translation

from yingke.domains.procedures.rules import template
from yingke.domains.procedures.rules.template import Fault
from yingke.domains.procedures.web import words
from yingke.domains.procedures.web.forms.offsets import OffsetField


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("arrival-3wd", "3 working days before arrival"),
        ("arrival-1wd", "1 working day before arrival"),
        ("arrival-10min", "10 minutes before arrival"),
        ("arrival", "at arrival"),
        ("end+24h", "24 hours after the end"),
        ("end+3d", "3 days after the end"),
        ("submission+2h", "2 hours after submission"),
        ("submission", "at submission"),
        ("soon", "soon"),
    ],
)
def test_a_time_is_said_as_a_person_says_it(text, said):
    assert words.offset_words(text) == said


@pytest.mark.parametrize(
    "text", ["arrival-3wd", "arrival+10min", "arrival", "end", "end-2h", "end+3d", "submission"]
)
def test_a_time_survives_its_form(text):
    field = OffsetField()
    parts = [str(part) for part in field.widget.decompress(text)]
    assert field.clean(parts) == text


def test_every_fault_has_its_sentence():
    tree = ast.parse(Path(template.__file__).read_text())
    found = {
        str(call.args[0].value)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Fault"
    }
    params = dict.fromkeys(("name", "other", "node", "role", "text", "evidence", "number"), "x")
    assert found == set(words.FAULTS)
    for code in found:
        assert words.fault_words(Fault(code, 1, {**params, "kind": "plan"}))


def test_a_point_of_a_checklist_says_what_it_wants():
    check = {"name": "照片", "name_en": "Photos", "evidence": "file", "required": False}
    said = words.check_words({**check, "archive_part": "photos"})
    assert said == "Photos · File or photo · optional · archive: Photos"
