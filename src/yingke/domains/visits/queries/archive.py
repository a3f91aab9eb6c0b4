"""Completeness of a visit's archive (P27)."""

from collections.abc import Callable

from yingke.domains.visits import registers
from yingke.domains.visits.models import CheckItem, Visit
from yingke.domains.visits.queries import plans
from yingke.domains.visits.terms import Decision
from yingke.foundation.documents import queries as documents
from yingke.foundation.journal import Ref


def parts_of(visit: Visit) -> dict[str, bool]:
    """Return by code whether this visit has each archive part."""
    return {part.code: part.is_there(visit) for part in registers.archive_parts}


def label_of(code: str) -> str:
    """Return the part's name in the reader's language, or the code if no package registers it."""
    part = registers.archive_parts.get(code)
    return str(part.label) if part else code


def has_approved_plan(visit: Visit) -> bool:
    last = plans.approved_versions(visit.pk).order_by("-number").first()
    return last is not None and not last.approvals.filter(decision=Decision.LAPSED).exists()


def has_file(archive_part: str) -> Callable[[Visit], bool]:
    """Return a check: whether a visit has a file of this part, its own or as evidence."""

    def is_there(visit: Visit) -> bool:
        items = CheckItem.objects.filter(task__visit=visit, archive_part=archive_part)
        own = documents.of_owner(Ref("visits.visit", visit.pk), purpose=archive_part)
        return own.exists() or items.filter(document__isnull=False).exists()

    return is_there
