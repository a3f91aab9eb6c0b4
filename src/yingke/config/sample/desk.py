"""Availability of resources and people, so that the sample has no double bookings."""

from collections import defaultdict
from datetime import datetime, timedelta
from random import Random

from yingke.config.sample.company import Company
from yingke.domains.people.models import Staff
from yingke.domains.resources.models import Resource


class Desk:
    """Finds and reserves free resources and people."""

    def __init__(self, random: Random, company: Company) -> None:
        self._random = random
        self._company = company
        self._taken: dict[tuple[str, int], list[tuple[datetime, datetime]]] = defaultdict(list)

    def resource(
        self, site: str, kind: str, starts: datetime, ends: datetime, *, seats: int
    ) -> Resource | None:
        """Reserve a free resource of this kind with enough seats, if any."""
        fitting = [
            one
            for one in self._company.resources.get(f"{site}.{kind}", [])
            if one.capacity >= seats
        ]
        for one in self._random.sample(fitting, k=len(fitting)):
            span = (
                starts - timedelta(minutes=one.buffer_before),
                ends + timedelta(minutes=one.buffer_after),
            )
            if self._take("resource", one.pk, *span):
                return one
        return None

    def person(self, role: str, starts: datetime, ends: datetime) -> Staff | None:
        """Reserve a free staff member with this role, if any."""
        users = self._company.by_role[role]
        for user in self._random.sample(users, k=len(users)):
            staff = self._company.staff[user.pk]
            if self._take("person", staff.pk, starts, ends):
                return staff
        return None

    def take_person(self, staff: Staff, starts: datetime, ends: datetime) -> bool:
        """Reserve a staff member; return whether they were free."""
        return self._take("person", staff.pk, starts, ends)

    def _take(self, what: str, pk: int, starts: datetime, ends: datetime) -> bool:
        spans = self._taken[what, pk]
        if any(starts < end and start < ends for start, end in spans):
            return False
        spans.append((starts, ends))
        return True
