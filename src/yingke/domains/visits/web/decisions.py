"""The approver's card on the home page: the first question open, with what its submitter saw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from yingke.domains.visits.models import Approval, Visit
from yingke.domains.visits.queries import approvals as queries
from yingke.domains.visits.queries import sheets
from yingke.domains.visits.queries.sheets import VisitSheet
from yingke.domains.visits.terms import LeadClass
from yingke.domains.visits.web.messages import PlanWarning, warning_of
from yingke.foundation.kernel.money import format_cny
from yingke.foundation.ui import dates
from yingke.foundation.ui.panels import Panel

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

WITH = ("account", "site", "visit_type", "requester", "coordinator", "lead_host")
WARNINGS = 3


@dataclass(frozen=True)
class Decisions:
    """The questions of this reader; `facts` and `warnings` are those of the first."""

    approvals: Sequence[Approval]
    total: int
    facts: list[tuple[str, str]]
    warnings: list[PlanWarning]


def decisions(user: User, page: Any) -> Decisions | None:
    """What waits for this person's decision; None for one who decides on nothing."""
    found = page.approvals
    if not found:
        return Decisions([], 0, [], []) if queries.is_approver(user) else None
    first = found[0]
    visit = Visit.objects.select_related(*WITH).get(pk=first.visit_id)
    sheet = sheets.read(visit)
    warnings = sheet.warnings if first.plan_id else []
    return Decisions(
        found, found.total, _facts(sheet), [warning_of(one) for one in warnings[:WARNINGS]]
    )


def _facts(sheet: VisitSheet) -> list[tuple[str, str]]:
    visit = sheet.visit
    guests = ngettext("%(n)s guest", "%(n)s guests", visit.headcount) % {"n": visit.headcount}
    makers = sum(guest.contact.is_decision_maker for guest in sheet.guests)
    if makers:
        guests = f"{guests} · " + _("%(n)s decision makers") % {"n": makers}
    found = [
        (_("When"), dates.span(visit.arrives_at, visit.leaves_at)),
        (_("Where"), visit.site.label),
        (_("Guests"), guests),
    ]
    if sheet.items:
        items = ngettext("%(n)s item", "%(n)s items", len(sheet.items)) % {"n": len(sheet.items)}
        found.append((_("Agenda"), items))
    if visit.lead_host:
        found.append((_("Lead host"), visit.lead_host.label))
    if visit.lead_class != LeadClass.NORMAL:
        found.append((_("Lead time"), str(visit.get_lead_class_display())))
    amount: Decimal | None = queries.amount_of(visit)
    if amount is not None:
        found.append((_("Cost"), format_cny(amount, language=get_language() or "")))
    elif visit.purpose:
        found.append((_("Purpose"), visit.purpose))
    return found


DECISIONS = Panel("decisions", "main", 10, "visits/home/decisions.html", decisions)
