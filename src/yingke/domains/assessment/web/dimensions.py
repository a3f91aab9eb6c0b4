"""The columns of a visit by which an indicator is broken down."""

from collections.abc import Iterable
from typing import Any, Final

from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from yingke.domains.procedures.models import VisitType
from yingke.foundation.identity.models import OrgUnit, Site

DIMENSIONS: Final[dict[str, Any]] = {
    "department": _("Department"),
    "visit_type": _("Visit type"),
    "lead_host": _("Lead host"),
    "site": _("Site"),
}
MODELS: Final[dict[str, Any]] = {
    "department": OrgUnit,
    "visit_type": VisitType,
    "lead_host": get_user_model(),
    "site": Site,
}


def chosen(name: str) -> str:
    """A dimension of this name, else the first one."""
    return name if name in DIMENSIONS else next(iter(DIMENSIONS))


def names_of(dimension: str, keys: Iterable[Any]) -> dict[Any, str]:
    """The labels of these keys, in the reader's language."""
    rows = MODELS[dimension].objects.in_bulk([key for key in keys if key is not None])
    return {key: row.label for key, row in rows.items()}
