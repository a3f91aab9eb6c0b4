"""The answer key: pairs of company names that mean the same, or only look so."""

from __future__ import annotations

import csv
from pathlib import Path

from yingke.engines.linkage import Field, Row

FILE = Path(__file__).with_name("company_pairs.csv")


def lines() -> list[dict[str, str]]:
    """Return the lines of the key."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def companies() -> list[Row]:
    """Return two records for each line, left and right, each with the facts it tells."""
    return [
        {Field(k.removeprefix(s)): v for k, v in line.items() if k.startswith(s) and v}
        for line in lines()
        for s in ("left_", "right_")
    ]
