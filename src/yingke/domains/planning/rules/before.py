"""The items of a visit as they stood when a proposal was accepted, as the proposal keeps them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from yingke.domains.planning.rules.values import Booked, Facts, Item, Part


def to_json(items: Iterable[Item]) -> list[dict[str, Any]]:
    return [
        asdict(item)
        | {"starts_at": item.starts_at.isoformat(), "ends_at": item.ends_at.isoformat()}
        for item in items
    ]


def put_back(facts: Facts, stood: Sequence[Mapping[str, Any]]) -> Facts:
    """The facts of one visit with these items instead of those that it has now."""
    (stay,) = facts.stays
    return replace(facts, stays=(replace(stay, items=tuple(map(_read, stood))),))


def _read(row: Mapping[str, Any]) -> Item:
    return Item(
        **{
            **row,
            "starts_at": datetime.fromisoformat(row["starts_at"]),
            "ends_at": datetime.fromisoformat(row["ends_at"]),
            "people": tuple(Part(**one) for one in row["people"]),
            "bookings": tuple(Booked(**one) for one in row["bookings"]),
        }
    )
