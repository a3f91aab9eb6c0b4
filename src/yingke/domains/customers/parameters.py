"""Parameters of the customers package, and the tiers as a dimension of parameters."""

from datetime import timedelta
from decimal import Decimal

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
        code="customers.fresh_for",
        kind=Kind.DAYS,
        default=timedelta(days=365),
        title=_("How long customer data counts as fresh"),
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
    policy.Parameter(
        code="customers.silent_after",
        kind=Kind.DAYS,
        default=timedelta(days=90),
        title=_("A decision maker counts as out of contact after"),
        group=GROUP,
        dimensions=("tier",),
    ),
    policy.Parameter(
        code="customers.birthday_notice",
        kind=Kind.DAYS,
        default=timedelta(days=7),
        title=_("Birthdays are shown ahead of time"),
        group=GROUP,
    ),
    policy.Parameter(
        code="customers.merge_undo",
        kind=Kind.DAYS,
        default=timedelta(days=30),
        title=_("A merge of customers can be undone for"),
        group=GROUP,
    ),
    policy.Parameter(
        code="customers.duplicate_probability",
        kind=Kind.PERCENT,
        default=Decimal(10),
        title=_("Least probability of a possible duplicate"),
        group=GROUP,
    ),
)
