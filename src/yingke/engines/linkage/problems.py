"""What is wrong with a file, all of it at once, each with its row and column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong: `row` counts as a spreadsheet does, 1 the heading, 0 the whole file."""

    file: str
    row: int
    column: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}"
        if self.row:
            place += f", row {self.row}"
        if self.column:
            place += f", column {self.column}"
        return f"{place}: {self.message}"


class BadInputError(Exception):
    """The input cannot be used; `problems` lists everything that was found, in file order."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems in the order of file, row and column."""
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))
