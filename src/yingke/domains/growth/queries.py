"""Reads of follow-ups; each list starts from what a person may see of the visits."""

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from yingke.domains.growth.models import FollowUp
from yingke.domains.growth.terms import Outcome
from yingke.domains.visits import queries as visits
from yingke.domains.visits.models import Visit

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


def visible_to(user: "User") -> QuerySet[FollowUp]:
    """Follow-ups of one's own and of the visits one may see; all with `growth.see_all`."""
    if user.may("growth.see_all"):
        return FollowUp.objects.all()
    return FollowUp.objects.filter(Q(owner=user) | Q(visit__in=visits.visible_to(user)))


def is_concluded(visit: Visit) -> bool:
    """Whether the follow-up of a visit has come to an outcome."""
    return FollowUp.objects.filter(visit=visit).exclude(outcome=Outcome.OPEN).exists()
