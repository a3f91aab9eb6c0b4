"""Photos, minutes and other files of a visit."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.core.files import File
from django.db import transaction

from yingke.domains.visits import permissions
from yingke.domains.visits.queries.visibility import visible_to
from yingke.domains.visits.terms import PaperKind
from yingke.foundation.documents import services as documents
from yingke.foundation.documents.models import Document
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import Ref
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

MOST = 20


@transaction.atomic
def add_papers(
    *, actor: "User", visit_id: int, purpose: str, uploads: "Sequence[File[Any]]"
) -> list[Document]:
    """Store these files with the visit, or none of them if one is refused.

    The violation names the file (params upload); the journal of the visit records each.
    """
    visit = visible_to(actor).get(pk=visit_id)
    require(permissions.can_add_papers(actor, visit))
    if len(uploads) > MOST:
        raise RuleViolation("too_many_files", field="files", most=MOST)
    owner, kind = Ref("visits.visit", visit.pk), PaperKind(purpose)
    kept = []
    for upload in uploads:
        try:
            kept.append(documents.store(actor=actor, owner=owner, upload=upload, purpose=kind))
        except RuleViolation as violation:
            named = {**violation.params, "upload": upload.name}
            raise RuleViolation(violation.code, field="files", **named) from violation
    return kept
