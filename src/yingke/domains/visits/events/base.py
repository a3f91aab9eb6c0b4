"""Common base of the events of a visit."""

from dataclasses import dataclass

from yingke.foundation.journal.events import Event, Ref


@dataclass(frozen=True)
class OfVisit(Event):
    """The visit is the subject, the customer the context."""

    visit_id: int
    account_id: int

    def subject(self) -> Ref:
        return Ref("visits.visit", self.visit_id)

    def context(self) -> Ref:
        return Ref("customers.account", self.account_id)
