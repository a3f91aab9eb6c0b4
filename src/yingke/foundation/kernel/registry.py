"""Entries that upper packages register in a lower one while Django starts."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Generic, Protocol, TypeVar


class Coded(Protocol):
    @property
    def code(self) -> str: ...


Entry = TypeVar("Entry", bound=Coded)


class Registry(Generic[Entry]):
    """Entries by `code`, in the order in which they were added; `order` of an entry comes first."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}

    def add(self, *entries: Entry) -> None:
        """Add entries; ValueError if another one has the code."""
        for entry in entries:
            if self._entries.setdefault(entry.code, entry) != entry:
                raise ValueError(f"{entry.code!r} is registered twice")

    def get(self, code: str) -> Entry | None:
        return self._entries.get(code)

    def __iter__(self) -> Iterator[Entry]:
        return iter(sorted(self._entries.values(), key=lambda entry: getattr(entry, "order", 0)))

    def __len__(self) -> int:
        return len(self._entries)

    @contextmanager
    def including(self, *entries: Entry) -> Iterator[None]:
        """Add entries inside a `with` block, for tests."""
        before = dict(self._entries)
        self.add(*entries)
        try:
            yield
        finally:
            self._entries = before
