"""What the archive of a visit should hold (P27). A package above answers for its own part:

holdings.register("feedback", _("Feedback form"), has_feedback)   # in its apps.py, in ready()
"""

from collections.abc import Callable
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yingke.domains.visits.models import CheckItem, Visit
from yingke.domains.visits.terms import Decision
from yingke.foundation.documents import queries as documents
from yingke.foundation.journal import Ref


class Part(NamedTuple):
    """One part of the archive: its name, and whether a visit has it."""

    label: str | Promise
    is_there: Callable[[Visit], bool]


_parts: dict[str, Part] = {}


def register(code: str, label: str | Promise, is_there: Callable[[Visit], bool]) -> None:
    """Add a part that every archive should hold."""
    _parts[code] = Part(label, is_there)


def held_by(visit: Visit) -> dict[str, bool]:
    """Each part's code, and whether this visit has it; in the order of registration."""
    return {code: part.is_there(visit) for code, part in _parts.items()}


def label_of(code: str) -> str:
    """The part's name in the reader's language."""
    return str(_parts[code].label) if code in _parts else code


def _has_file(archive_part: str) -> Callable[[Visit], bool]:
    def is_there(visit: Visit) -> bool:
        items = CheckItem.objects.filter(task__visit=visit, archive_part=archive_part)
        own = documents.of_owner(Ref("visits.visit", visit.pk), purpose=archive_part)
        return own.exists() or items.filter(document__isnull=False).exists()

    return is_there


def _has_approved_plan(visit: Visit) -> bool:
    return visit.approvals.filter(kind="plan", decision=Decision.APPROVED).exists()


register("plan", _("Approved plan"), _has_approved_plan)
register("photos", _("Photos"), _has_file("photos"))
register("minutes", _("Minutes"), _has_file("minutes"))
