"""Data of the customer page; each part is read once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings

from yingke.domains.customers.models import Account, Agreement, Contact, Relationship
from yingke.domains.customers.queries.agreements import stated
from yingke.domains.customers.queries.contacts import key_people
from yingke.domains.customers.queries.interactions import story
from yingke.domains.customers.registers import Moment
from yingke.domains.customers.terms import AgreementState
from yingke.foundation.kernel import clock

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

SPAN: Final = timedelta(days=365)  # of the story that a page shows
AHEAD: Final = timedelta(days=90)


@dataclass(frozen=True)
class CustomerPage:
    """A customer visible to the reader."""

    account: Account
    reader: User
    _known: dict[str, Any] = field(default_factory=dict)

    def once(self, name: str, read: Callable[[], Any]) -> Any:
        """What `read` gives, read once for the panels and figures of a package."""
        if name not in self._known:
            self._known[name] = read()
        return self._known[name]

    @cached_property
    def people(self) -> list[Contact]:
        return list(key_people(self.account))

    @cached_property
    def relationships(self) -> list[Relationship]:
        """Who influences or blocks whom."""
        rows = Relationship.objects.filter(contact__account=self.account)
        return list(rows.select_related("contact", "other").order_by("pk"))

    @cached_property
    def agreements(self) -> list[tuple[Agreement, AgreementState]]:
        """Agreements with their current state, newest first."""
        return stated(self.account, clock.today(ZoneInfo(settings.TIME_ZONE)))

    @cached_property
    def story(self) -> list[Moment]:
        """The last year and what is planned, the latest first."""
        now = clock.now()
        return story(self.reader, self.account, now - SPAN, now + AHEAD)

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
