"""Which customer a text means: by credit code, by domain, else by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Length, Upper

from yingke.domains.customers.queries.accounts import account_choices

if TYPE_CHECKING:
    from yingke.domains.customers.models import Account
    from yingke.foundation.identity.models import User

SHORTEST_NAME = 2  # characters of a name that is looked for within a text


@dataclass(frozen=True)
class Recognised:
    """A customer, and the words that it was known by."""

    account: Account
    words: str


def recognise(
    user: User, *, credit_codes: Sequence[str], domains: Sequence[str], names: Sequence[str]
) -> Recognised | None:
    """The one visible customer that the first telling hint means; None where several fit."""
    rows = account_choices(user)
    for code in credit_codes:
        if found := _only(rows.filter(credit_code=code)):
            return Recognised(found, code)
    for domain in domains:
        web = Q(website__iregex=rf"^https?://([^/]*\.)?{_literal(domain)}(/|$)")
        mail = Q(contacts__email__iendswith=f"@{domain}")
        if found := _only(rows.filter(web | mail).distinct()):
            return Recognised(found, domain)
    for name in names:
        if found := _only(_named_in(rows, name)):
            return Recognised(found, name)
    return None


def _only(rows: QuerySet[Account]) -> Account | None:
    found = list(rows[:2])
    return found[0] if len(found) == 1 else None


def _named_in(rows: QuerySet[Account], text: str) -> QuerySet[Account]:
    """Those whose full, short or English name stands in the text."""
    within = rows.annotate(text=Value(text.upper(), output_field=CharField()))
    wanted = Q()
    for name in ("name", "short_name", "name_en"):
        within = within.annotate(**{f"long_{name}": Length(name), f"upper_{name}": Upper(name)})
        long_enough = Q(**{f"long_{name}__gte": SHORTEST_NAME})
        wanted |= Q(text__contains=F(f"upper_{name}")) & long_enough
    return within.filter(wanted)


def _literal(domain: str) -> str:
    return domain.replace(".", r"\.")
