"""What is wrong with an input: where, and in a sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

ALIKE, LINES = 5, 40
"""Issues of one kind, and lines in all, that are printed; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing wrong with the input: where (a JSON path) and what (a sentence)."""

    path: str
    text: str

    def __str__(self) -> str:
        return f"{self.path}: {self.text}"


class ProblemError(ValueError):
    """The input cannot be planned; ``issues`` says all that is wrong with it."""

    def __init__(self, issues: Iterable[Issue]) -> None:
        self.issues = tuple(issues)
        super().__init__("\n".join(counted(self.issues)))


def counted(issues: Iterable[Issue]) -> list[str]:
    """The issues as lines: of those at like paths the first few, and how many more there are."""
    shown: list[str] = []
    met: Counter[str] = Counter()
    for issue in issues:
        kind = re.sub(r"\[\d+\]", "[*]", issue.path)
        met[kind] += 1
        if met[kind] <= ALIKE:
            shown.append(str(issue))
    shown += [f"{kind}: {n - ALIKE} more like these." for kind, n in met.items() if n > ALIKE]
    hidden = len(shown) - LINES
    return shown if hidden <= 0 else [*shown[:LINES], f"{hidden} more lines are left out."]
