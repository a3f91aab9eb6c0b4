"""Ratings: what people judge where no event can be counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from yingke.domains.customers import queries as customers
from yingke.domains.tiering import permissions
from yingke.domains.tiering.events import RatingChanged
from yingke.domains.tiering.models import Rating
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal.records import save_changes
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.changes import locked_or_new
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@transaction.atomic
def save_rating(
    *, actor: User | None, pk: int | None = None, version: int | None = None, **columns: Any
) -> Rating:
    """Save a rating of the actor's; a new one needs `account_id`, `aspect`, `rated_on`, `score`.

    RuleViolation "rated_in_the_future".
    """
    rating = locked_or_new(Rating, pk, version)
    require(actor is None or permissions.can_rate(actor, rating if pk else None))
    account_id = columns.get("account_id", rating.account_id)
    seen = actor is None or customers.visible_to(actor).filter(pk=account_id).exists()
    require(seen, "tiering.rate")
    rated_on = columns.get("rated_on", rating.rated_on)
    if rated_on and rated_on > clock.today(timezone.get_default_timezone()):
        raise RuleViolation("rated_in_the_future", field="rated_on")
    if pk is None:
        columns["rater_id"] = actor.pk if actor else None
    save_changes(rating, columns, actor=actor, event=RatingChanged.of)
    return rating
