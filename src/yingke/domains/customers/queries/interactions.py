"""Interactions, the story of a customer, and how often it is contacted."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from yingke.domains.customers.models import Interaction
from yingke.domains.customers.queries.accounts import visible_to
from yingke.domains.customers.registers import Moment, stories
from yingke.domains.customers.rules import frequency
from yingke.domains.customers.rules.frequency import Limits, Load, Touch
from yingke.domains.customers.terms import InteractionState
from yingke.foundation.policy import queries as policy

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from yingke.domains.customers.models import Account
    from yingke.foundation.identity.models import User


def interactions_visible_to(user: User) -> QuerySet[Interaction]:
    """Interactions with the customers that a user may see."""
    if user.may("customers.see_all"):
        return Interaction.objects.all()
    return Interaction.objects.filter(account__in=visible_to(user))


def story(
    user: User, account: Account, since: datetime, until: datetime, *, of: str = ""
) -> list[Moment]:
    """What happened with a customer in [since, until), and what is planned; the latest first.

    One query for each entry of `registers.stories`, or for the one called `of`.
    """
    found = [
        moment
        for entry in stories
        if of in ("", entry.code)
        for moment in entry.load(user, account, since, until)
    ]
    return sorted(found, key=lambda moment: moment.at, reverse=True)


def contact_load(
    account: Account, moment: datetime, contact_id: int | None = None, *, without: int = 0
) -> tuple[Load, Load | None]:
    """The contacts of all teams in the week around a moment, with the customer and a person.

    `without` is the id of an interaction that does not count. Everything counts, whether the
    reader may see it or not; only the counts are told.
    """
    week = frequency.WEEK
    touches = [
        Touch(_day(one.at), person)
        for entry in stories
        if entry.counts
        for one in entry.load(None, account, moment - week, moment + week)
        if one.counts and one.key != f"interaction-{without}"
        for person in one.people or (None,)
    ]
    return frequency.loads(touches, _day(moment), contact_id, _limits(account))


def _limits(account: Account) -> Limits:
    person, customer = (
        cast("int", policy.value(f"customers.contacts_per_{whom}", tier=account.tier))
        for whom in ("person", "customer")
    )
    return Limits(person, customer)


def _day(moment: datetime) -> date:
    return timezone.localtime(moment, ZoneInfo(settings.TIME_ZONE)).date()


def held_between(account: Account, since: datetime, until: datetime) -> QuerySet[Interaction]:
    """Interactions of a customer in a period that took place or are planned."""
    rows = Interaction.objects.filter(account=account, held_at__gte=since, held_at__lt=until)
    return rows.exclude(state=InteractionState.SKIPPED).select_related("contact", "by")
