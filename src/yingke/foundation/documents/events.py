"""What happens to documents; each fact belongs to the timeline of the document's owner."""

from dataclasses import dataclass

from yingke.foundation.journal import Event, Ref


@dataclass(frozen=True)
class DocumentStored(Event):
    """A version was added. ``restored_from`` is the number of the old one that it repeats."""

    kind = "documents.stored"
    document_id: int
    owner_kind: str
    owner_id: int
    purpose: str
    title: str
    number: int
    name: str
    sha256: str
    size: int
    restored_from: int | None = None

    def subject(self) -> Ref:
        return Ref(self.owner_kind, self.owner_id)

    def context(self) -> Ref:
        return Ref("documents.document", self.document_id)
