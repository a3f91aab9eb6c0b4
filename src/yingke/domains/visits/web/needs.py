"""What is still needed to close a node: text, owner and link."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.urls import reverse

from yingke.domains.visits.models import Visit
from yingke.domains.visits.rules.gates import Missing
from yingke.domains.visits.web.messages import missing_words


@dataclass(frozen=True)
class Need:
    """One line; `url` is "" if there is nothing to open."""

    text: str
    owner: str
    url: str


def need_of(missing: Missing, owner: str, visit: Visit) -> Need:
    """Return the line of a missing item; the gate's owner takes precedence over the node's."""
    address = _ADDRESSES.get(missing.code)
    url = missing.url or (address(missing, visit) if address else "")
    return Need(missing_words(missing), missing.owner or owner, url)


def _item(missing: Missing, visit: Visit) -> str:
    return reverse("visits:item", args=[missing.about])


def _node(missing: Missing, visit: Visit) -> str:
    return reverse("visits:node", args=[missing.about])


def _request(missing: Missing, visit: Visit) -> str:
    return reverse("visits:edit", args=[visit.pk])


def _customer(missing: Missing, visit: Visit) -> str:
    return reverse("customers:detail", args=[visit.account_id])


def _of_visit(name: str) -> Callable[[Missing, Visit], str]:
    return lambda missing, visit: reverse(name, args=[visit.pk])


_ADDRESSES: Final[dict[str, Callable[[Missing, Visit], str]]] = {
    "account_manager_missing": _customer,
    "agenda_empty": _of_visit("visits:item-add"),
    "answer_declined": _item,
    "answer_open": _item,
    "booking_pending": _item,
    "confirmation_missing": _request,
    "decision_makers_missing": _of_visit("visits:guest-add"),
    "identity_missing": _request,
    "interactions_missing": _of_visit("visits:item-add"),
    "item_not_ended": _of_visit("visits:day"),
    "nda_missing": _customer,
    "not_invited": _item,
    "node_open": _node,
    "not_arrived": _of_visit("visits:day"),
    "people_missing": _item,
    "place_missing": _item,
    "plan_not_approved": _of_visit("visits:plan-submit"),
    "purpose_missing": _request,
    "tier_missing": _customer,
}
