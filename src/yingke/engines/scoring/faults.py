"""What is wrong with an input, all at once: each fault with its place and a sentence."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong.

    ``row`` counts as a spreadsheet does: the header is row 1. None: the whole file or column.
    """

    file: str
    row: int | None
    column: str | None
    sentence: str

    def __str__(self) -> str:
        place = self.file
        if self.row is not None:
            place += f", row {self.row}"
        if self.column is not None:
            place += f", column {self.column}"
        return f"{place}: {self.sentence}"


class BadInputError(ValueError):
    """The input cannot be scored; ``faults`` holds everything that is wrong with it.

    ``more`` counts the faults beyond those listed.
    """

    def __init__(self, faults: Iterable[Fault], more: int = 0) -> None:
        self.faults: Sequence[Fault] = tuple(
            sorted(faults, key=lambda f: (f.file, f.row or 0, f.column or "", f.sentence))
        )
        self.more = more
        lines = [str(fault) for fault in self.faults]
        if more:
            lines.append(f"… and {more} more of the same kinds")
        super().__init__("\n".join(lines))


T = TypeVar("T")


class Gathering:
    """Several steps that may each find bad input: ``faults`` and ``more`` hold what all found."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.more = 0

    def of(self, step: Callable[[], T]) -> T | None:
        """What the step gives; None when its input is bad."""
        try:
            return step()
        except BadInputError as bad:
            self.faults += bad.faults
            self.more += bad.more
            return None


class RefusedError(ValueError):
    """The data cannot carry the answer; the message says why and what would help."""
