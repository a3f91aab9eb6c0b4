"""Visit types as a dimension of parameters."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from yingke.domains.procedures.models import VisitType
from yingke.foundation import policy


def _choices() -> Iterable[tuple[str, str]]:
    return [(row.code, row.label) for row in VisitType.objects.filter(active=True)]


policy.declare_dimension(policy.Dimension("visit_type", _("Visit type"), _choices, weight=20))
