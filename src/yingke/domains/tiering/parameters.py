"""Parameters of tiering."""

from datetime import timedelta
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from yingke.foundation import policy
from yingke.foundation.policy.terms import Kind

TIERS = policy.Group(_("Customer tiers"), order=62)
HEALTH = policy.Group(_("Points of customer health"), order=63)

policy.declare(
    policy.Parameter(
        code="tiering.returned_pause",
        kind=Kind.DAYS,
        default=timedelta(days=30),
        title=_("Pause before a returned tier move is proposed again"),
        group=TIERS,
    ),
    policy.Parameter(
        code="tiering.class_a",
        kind=Kind.MONEY,
        default=Decimal(20_000_000),
        title=_("Purchase class A from a yearly revenue of"),
        group=TIERS,
    ),
    policy.Parameter(
        code="tiering.class_b",
        kind=Kind.MONEY,
        default=Decimal(5_000_000),
        title=_("Purchase class B from a yearly revenue of"),
        group=TIERS,
    ),
    policy.Parameter(
        code="tiering.entitlement_escalation",
        kind=Kind.DAYS,
        default=timedelta(days=7),
        title=_("A missed entitlement is reported to the director after"),
        group=TIERS,
    ),
    *(
        policy.Parameter(
            code=f"tiering.health.{code}",
            kind=Kind.COUNT,
            default=points,
            title=title,
            group=HEALTH,
        )
        for code, points, title in (
            ("silence", 4, _("For each decision maker out of contact")),
            ("promise", 3, _("For each overdue promise")),
            ("complaint", 4, _("For each open complaint")),
            ("case", 2, _("For each case open too long")),
            ("payment", 3, _("For each overdue payment")),
            ("orders", 8, _("For orders that fail to come")),
            ("feedback", 4, _("For good or poor feedback")),
            ("entitlement", 3, _("For each missed entitlement")),
            ("most", 16, _("At most for one kind of reason")),
        )
    ),
)
