"""Reads of documents. Check access with ``owners`` first."""

from django.db.models import Exists, OuterRef, QuerySet

from yingke.foundation.documents.models import Document, Version
from yingke.foundation.journal import Ref


def of_owner(owner: Ref, *, purpose: str = "") -> QuerySet[Document]:
    """Documents of an owner, by title."""
    documents = Document.objects.filter(owner_kind=owner.kind, owner_id=owner.id)
    if purpose:
        documents = documents.filter(purpose=purpose)
    return documents.order_by("title", "pk")


def newest_of_owner(owner: Ref, *, purpose: str = "") -> QuerySet[Version]:
    """The newest version of each document of an owner."""
    later = Version.objects.filter(document=OuterRef("document"), number__gt=OuterRef("number"))
    return (
        Version.objects.filter(~Exists(later), document__in=of_owner(owner, purpose=purpose))
        .select_related("document", "uploaded_by")
        .order_by("document__title", "pk")
    )


def versions_of(document: Document) -> QuerySet[Version]:
    """Versions of a document, newest first."""
    return document.versions.select_related("uploaded_by").order_by("-number")
