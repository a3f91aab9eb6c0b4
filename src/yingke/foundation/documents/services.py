"""Keep a file as a document's next version. The only writers of documents."""

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
    """Keep an upload; the owner's document of that purpose and title gets a new version.

    ``title`` defaults to the file's name. The caller has checked that the actor may. Raises
    RuleViolation ``"file_too_large"`` (params limit, bytes), ``"file_empty"``, ``"file_kind"``,
    ``"file_disguised"`` or ``"file_name"``, all before anything is stored. A version equal to the
    newest one, as a form that was sent twice brings it, adds none.
    """
    name, limit = rules.safe_name(upload.name or ""), settings.UPLOAD_LIMIT
    if upload.size is not None and upload.size > limit:
        raise RuleViolation("file_too_large", field="file", limit=limit)
    content = cast(BinaryIO, upload)
    media_type = rules.recognise(content, name)
    sha256, size = files.put(content, limit=limit)
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
        _add(version, actor)
    return document


@transaction.atomic
def restore(*, actor: "User", document_id: int, number: int) -> Version:
    """Make an old version the newest again, as a version of its own: nothing is lost.

    Raises RuleViolation("not_allowed") or, for the newest one, ("version_is_newest").
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
    return _add(version, actor)


def _document(owner: Ref, purpose: str, title: str) -> Document:
    """Return the locked document: two uploads at once take two numbers."""
    document, _ = Document.objects.select_for_update().get_or_create(
        owner_kind=owner.kind,
        owner_id=owner.id,
        purpose=purpose,
        title=title,
        defaults={"created_at": clock.now()},
    )
    return document


def _add(version: Version, actor: "User | None") -> Version:
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
