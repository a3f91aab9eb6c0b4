"""The tutorial's code does what its text says."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parents[3] / "docs/tutorial/plan-a-day.md"


def test_the_day_of_the_tutorial_comes_out_as_told(tmp_path: Path) -> None:
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    script = tmp_path / "day.py"
    script.write_text("\n".join([blocks[0], "first = plan", blocks[1]]), encoding="utf-8")
    names: dict[str, Any] = runpy.run_path(str(script))
    talk = names["first"].placed[0]
    room = next(pick for pick in talk.picks if pick.role == "room")
    assert room.resource == "elm"
    assert [(r.resource, r.cause) for r in room.rejected] == [("oak", "too_small")]
    assert names["told"].moved == ()
    assert {r.after for r in names["told"].reassigned} == {("bo",)}
    assert {t.who for t in names["told"].told} == {"anna", "bo", "acme"}
