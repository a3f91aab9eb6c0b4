"""The design system is for any product: what knows the trade stands in the packages above it."""

import re
from pathlib import Path

UI = Path(__file__).parents[3] / "src" / "yingke" / "foundation" / "ui"
TRADE = re.compile(
    r"(?<![a-z])(visit|guest|customer|taboo|agenda|budget)s?(?![a-z])", re.IGNORECASE
)
READ = {".py", ".html", ".css", ".js", ".md", ".txt"}


def test_it_has_no_word_of_customers_or_visits():
    files = [path for path in UI.rglob("*") if path.suffix in READ and "dist" not in path.parts]
    found = {
        f"{path.relative_to(UI)}:{number}": line.strip()
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if TRADE.search(line)
    }
    assert len(files) > 100
    assert found == {}
