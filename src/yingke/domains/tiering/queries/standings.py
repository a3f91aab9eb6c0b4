"""In which tier each customer is, and since when."""

from __future__ import annotations

from datetime import date

from django.db.models import F, FilteredRelation, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from yingke.domains.customers.models import Account
from yingke.domains.tiering.models import TierStay


def standings() -> dict[str, tuple[str, date]]:
    """Tier and its first day by account id as text, as the scoring engine takes them."""
    zone = timezone.get_default_timezone()
    open_stay = FilteredRelation("tier_stays", condition=Q(tier_stays__until=None))
    since = Coalesce(F("stay__since"), F("created_at"))
    rows = Account.objects.annotate(stay=open_stay).values_list("pk", "tier", since)
    return {str(pk): (tier, moment.astimezone(zone).date()) for pk, tier, moment in rows}


def since(account: Account) -> date:
    """The first day of the customer in its tier."""
    stay = TierStay.objects.filter(account=account, until=None).first()
    moment = stay.since if stay else account.created_at
    return moment.astimezone(timezone.get_default_timezone()).date()
