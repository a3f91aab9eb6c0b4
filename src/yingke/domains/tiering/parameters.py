"""Parameters of tiering."""

from datetime import timedelta
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from yingke.foundation import policy
from yingke.foundation.policy.terms import Kind

TIERS = policy.Group(_("Customer tiers"), order=62)

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
)
