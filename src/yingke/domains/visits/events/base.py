"""What every fact of a visit has in common."""

from dataclasses import dataclass

from yingke.foundation.journal.events import Event, Ref


@dataclass(frozen=True)
class OfVisit(Event):
    """The base of them all: the visit is the subject, the customer the context."""

    visit_id: int
    account_id: int

    def subject(self) -> Ref:
        return Ref("visits.visit", self.visit_id)

    def context(self) -> Ref:
        return Ref("customers.account", self.account_id)
