"""The check of a name while it is typed: which visible customers may be meant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from yingke.domains.customers.models import Account
from yingke.domains.customers.queries.accounts import visible_to

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

CANDIDATES: Final = 60
LEAST_SOUND: Final = 3  # letters of a brand; fewer are in every other name
LIKELY: Final = 0.3
LIKE: Final = 90.0  # likeness of names (0 to 100) where an unfinished one proves nothing yet


@dataclass(frozen=True)
class Similar:
    """A customer that may be the one meant; `step` is the evidence of the names."""

    account: Account
    probability: float
    step: str


def similar(user: User, name: str, *, limit: int = 3, without: int | None = None) -> list[Similar]:
    """Return visible customers that may bear this name already, the likeliest first.

    One query: candidates are those whose names hold the brand by its sound, which the trigram
    index finds in any script; `engines.linkage` weighs them.
    """
    from yingke.engines.linkage import Field, Index  # loads large dictionaries
    from yingke.engines.linkage.normalise import companies, text

    read = companies.read(name)
    sound = text.sound(read.brand) if read else ""
    if len(sound) < LEAST_SOUND:
        return []
    found = visible_to(user).filter(search_text__contains=sound).exclude(pk=without or 0)
    rows = list(found.order_by("sort_key", "pk")[:CANDIDATES])
    index = Index([{Field.COMPANY: row.name} for row in rows])
    hits = index.check({Field.COMPANY: name}, limit=limit)
    return [
        Similar(
            rows[hit.position],
            hit.probability,
            next((each.step for each in hit.evidence if each.comparison == "name"), "other"),
        )
        for hit in hits
        if hit.probability >= LIKELY or hit.similarity >= LIKE
    ]
