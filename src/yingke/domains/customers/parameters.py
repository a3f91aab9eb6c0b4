"""Parameters of the customers package, and the tiers as a dimension of parameters."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from yingke.domains.customers.terms import Tier
from yingke.foundation import policy
from yingke.foundation.policy.terms import Kind

policy.declare_dimension(policy.Dimension("tier", _("Tier"), lambda: Tier.choices, weight=30))
GROUP = policy.Group(_("Customers"), order=60)
policy.declare(
    policy.Parameter(
        code="customers.agreement_warning",
        kind=Kind.DAYS,
        default=timedelta(days=30),
        title=_("Agreement expiry warning"),
        group=GROUP,
    ),
    policy.Parameter(
        code="customers.contacts_per_person",
        kind=Kind.COUNT,
        default=2,
        title=_("Contacts with one person in a week, at most"),
        group=GROUP,
        dimensions=("tier",),
    ),
    policy.Parameter(
        code="customers.contacts_per_customer",
        kind=Kind.COUNT,
        default=5,
        title=_("Contacts with one customer in a week, at most"),
        group=GROUP,
        dimensions=("tier",),
    ),
)
