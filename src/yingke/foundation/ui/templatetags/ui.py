"""``{% load ui %}``: every component, in one library.  See README.md beside this package."""

from yingke.foundation.ui.components import (
    actions,
    dates,
    forms,
    kept,
    measures,
    rows,
    shell,
    signs,
    surfaces,
    table,
    words,
)
from yingke.foundation.ui.components.library import register
from yingke.foundation.ui.parts import parse_part

register.tag("part", parse_part)

__all__ = [
    "actions",
    "dates",
    "forms",
    "kept",
    "measures",
    "register",
    "rows",
    "shell",
    "signs",
    "surfaces",
    "table",
    "words",
]
