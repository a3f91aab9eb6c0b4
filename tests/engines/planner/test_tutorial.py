"""The tutorial's code does what its text says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parents[3] / "docs/tutorial/plan-a-day.md"


def test_the_day_of_the_tutorial_comes_out_as_told() -> None:
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    names: dict[str, Any] = {}
    exec(compile(blocks[0], str(PAGE), "exec"), names)
    talk = names["plan"].placed[0]
    room = next(pick for pick in talk.picks if pick.role == "room")
    assert room.resource == "elm"
    assert [(r.resource, r.cause) for r in room.rejected] == [("oak", "too_small")]
    exec(compile(blocks[1], str(PAGE), "exec"), names)
    assert names["told"].moved == ()
    assert {r.after for r in names["told"].reassigned} == {("bo",)}
    assert {t.who for t in names["told"].told} == {"anna", "bo", "acme"}
