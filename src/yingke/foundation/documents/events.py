"""Events of documents; their context is the owner of the document."""

from dataclasses import dataclass

from yingke.foundation.journal import Event, Ref


@dataclass(frozen=True)
class DocumentStored(Event):
    """``restored_from`` is the number of the version that this one repeats, if any."""

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
