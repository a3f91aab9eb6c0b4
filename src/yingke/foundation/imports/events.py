"""Events of imports; the rows that they changed have their own, in the same act."""

from dataclasses import dataclass

from yingke.foundation.journal.events import Event, Ref


@dataclass(frozen=True)
class FileImported(Event):
    kind = "imports.file_imported"
    about = "imports.import", "import_id"
    import_id: int
    register: str
    file_name: str
    added: int
    changed: int
    unchanged: int


@dataclass(frozen=True)
class ImportUndone(Event):
    """`kept` counts the rows that had been edited or referred to since."""

    kind = "imports.undone"
    about = "imports.import", "import_id"
    import_id: int
    register: str
    file_name: str
    restored: int
    removed: int
    kept: int


@dataclass(frozen=True)
class RowRemoved(Event):
    """An imported row was removed again, as if it had never come."""

    kind = "imports.row_removed"
    row_kind: str
    row_id: int
    name: str
    import_id: int

    def subject(self) -> Ref:
        return Ref(self.row_kind, self.row_id)

    def context(self) -> Ref:
        return Ref("imports.import", self.import_id)
