"""Use cases of documents, the only writers of their tables."""

from typing import TYPE_CHECKING, BinaryIO, cast

from django.conf import settings
from django.core.files import File
from django.db import transaction

from yingke.foundation.documents import files, owners, rules
from yingke.foundation.documents.events import DocumentStored
from yingke.foundation.documents.models import Document, Version
from yingke.foundation.journal import Ref
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@transaction.atomic
def store(
    *, actor: "User | None", owner: Ref, upload: File, purpose: str, title: str = ""
) -> Document:
    """Store an upload as a new version of the owner's document with that purpose and title.

    ``title`` defaults to the file name. The caller must check permissions. Raises RuleViolation
    ``"file_too_large"`` (params limit, bytes), ``"file_empty"``, ``"file_kind"``,
    ``"file_disguised"`` or ``"file_name"`` before storing anything. A file equal to the newest
    version, such as from a repeated request, adds none.
    """
    name, limit = rules.safe_name(upload.name or ""), settings.UPLOAD_LIMIT
    if upload.size is not None and upload.size > limit:
        raise RuleViolation("file_too_large", field="file", limit=limit)
    content = cast(BinaryIO, upload)
    media_type = rules.detect_media_type(content, name)
    sha256, size = files.store(content, limit=limit)
    document = _document(owner, purpose, title or name)
    newest = document.versions.order_by("-number").first()
    if newest is None or (newest.sha256, newest.name) != (sha256, name):
        version = Version(
            document=document,
            number=newest.number + 1 if newest else 1,
            sha256=sha256,
            size=size,
            media_type=media_type,
            name=name,
        )
        _insert(version, actor)
    return document


@transaction.atomic
def restore(*, actor: "User", document_id: int, number: int) -> Version:
    """Add a copy of an old version as the newest one.

    Raises RuleViolation("not_allowed") or, for the newest version, ("version_is_newest").
    """
    document = Document.objects.select_for_update().get(pk=document_id)
    if not owners.may_change(actor, document.owner):
        raise RuleViolation("not_allowed")
    newest = document.versions.order_by("-number")[0]
    if newest.number == number:
        raise RuleViolation("version_is_newest")
    old = document.versions.get(number=number)
    version = Version(
        document=document,
        number=newest.number + 1,
        sha256=old.sha256,
        size=old.size,
        media_type=old.media_type,
        name=old.name,
        restored_from=old.number,
    )
    return _insert(version, actor)


def _document(owner: Ref, purpose: str, title: str) -> Document:
    """Return the locked document, so that concurrent uploads get different numbers."""
    document, _ = Document.objects.select_for_update().get_or_create(
        owner_kind=owner.kind,
        owner_id=owner.id,
        purpose=purpose,
        title=title,
        defaults={"created_at": clock.now()},
    )
    return document


def _insert(version: Version, actor: "User | None") -> Version:
    version.uploaded_by, version.uploaded_at = actor, clock.now()
    version.save(force_insert=True)
    document = version.document
    journal.record(
        actor=actor,
        event=DocumentStored(
            document_id=document.pk,
            owner_kind=document.owner_kind,
            owner_id=document.owner_id,
            purpose=document.purpose,
            title=document.title,
            number=version.number,
            name=version.name,
            sha256=version.sha256,
            size=version.size,
            restored_from=version.restored_from,
        ),
    )
    return version
