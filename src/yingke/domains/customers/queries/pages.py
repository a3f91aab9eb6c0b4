"""Data of the customer page; each part is read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

from django.conf import settings

from yingke.domains.customers.models import Account, Agreement, Contact
from yingke.domains.customers.queries.agreements import stated
from yingke.domains.customers.queries.contacts import key_people
from yingke.domains.customers.terms import AgreementState
from yingke.foundation.kernel import clock


@dataclass(frozen=True)
class CustomerPage:
    """A customer visible to the reader."""

    account: Account

    @cached_property
    def people(self) -> list[Contact]:
        return list(key_people(self.account))

    @cached_property
    def agreements(self) -> list[tuple[Agreement, AgreementState]]:
        """Agreements with their current state, newest first."""
        return stated(self.account, clock.today(ZoneInfo(settings.TIME_ZONE)))

    @property
    def nda(self) -> AgreementState:
        """The best state among the non-disclosure agreements."""
        order = list(AgreementState)
        best = [AgreementState.VALID, AgreementState.EXPIRING, *order]
        states = {state for row, state in self.agreements if row.kind == "nda"}
        return next((state for state in best if state in states), AgreementState.MISSING)

    @property
    def working(self) -> list[Contact]:
        return [person for person in self.people if person.active]

    @property
    def decision_makers(self) -> int:
        return sum(person.is_decision_maker for person in self.working)
