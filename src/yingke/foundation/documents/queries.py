"""Read documents. Whether a person may is asked of the owner: see ``owners``."""

from django.db.models import Exists, OuterRef, QuerySet

from yingke.foundation.documents.models import Document, Version
from yingke.foundation.journal import Ref


def of_owner(owner: Ref, *, purpose: str = "") -> QuerySet[Document]:
    """Return an owner's documents by title."""
    documents = Document.objects.filter(owner_kind=owner.kind, owner_id=owner.id)
    if purpose:
        documents = documents.filter(purpose=purpose)
    return documents.order_by("title", "pk")


def newest_of_owner(owner: Ref, *, purpose: str = "") -> QuerySet[Version]:
    """Return the newest version of each of an owner's documents: what a list of files shows."""
    later = Version.objects.filter(document=OuterRef("document"), number__gt=OuterRef("number"))
    return (
        Version.objects.filter(~Exists(later), document__in=of_owner(owner, purpose=purpose))
        .select_related("document", "uploaded_by")
        .order_by("document__title", "pk")
    )


def versions_of(document: Document) -> QuerySet[Version]:
    """Return all versions, newest first."""
    return document.versions.select_related("uploaded_by").order_by("-number")
