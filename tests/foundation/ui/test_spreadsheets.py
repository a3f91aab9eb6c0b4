"""A cell runs nothing, fails nothing, and comes back as it was."""

import pytest

from yingke.foundation.ui.register import sheets
from yingke.foundation.ui.spreadsheets import harmless, restored

ATTACKS = [
    *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠x"),
    *(" =1", "\u200b=1", "\ufeff=1", "\u3000＝1"),
]


@pytest.mark.parametrize("text", ATTACKS, ids=ascii)
def test_a_formula_is_marked_as_text_and_read_back_without_the_mark(text):
    assert harmless(text) == f"'{text}"
    assert restored(harmless(text)) == text


@pytest.mark.parametrize("value", ["周总", "a=b", "'引号", 7, None, 1.5])
def test_everything_else_stays(value):
    assert harmless(value) == value
    assert restored(value) == value


@pytest.mark.parametrize("kind", sheets.KINDS)
def test_a_row_with_a_control_character_is_written(kind):
    content = sheets.write([["名称"], ["坏\x0b的\x00字符"], ["=1+1"]], kind)
    assert sheets.read(f"x{kind}", content) == [["名称"], ["坏\ufffd的\ufffd字符"], ["=1+1"]]
