"""Templates are written one way."""

import re

from tests.architecture.source import short, templates

KEPT = re.compile(r"{% trans(?:late)? [^%]* as \w+ %}")


def test_a_text_is_translated_where_it_is_used():
    """`_("…")` in the attribute itself, instead of a variable that an earlier line has set."""
    kept = {
        f"{short(path)}:{number}": line.strip()
        for path in templates()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if KEPT.search(line)
    }
    assert kept == {}
