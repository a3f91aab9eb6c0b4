"""Every comparison of the engine, in the order in which evidence is told."""

from __future__ import annotations

from collections.abc import Iterable

from yingke.engines.linkage.levels import Comparison, Level, alike, near, other, same
from yingke.engines.linkage.naming import COMPANY
from yingke.engines.linkage.profiles import Profile


def _swapped() -> Level:
    return Level(
        "swapped",
        "family_l = given_r AND given_l = family_r",
        lambda a, b: a.family == b.given and a.given == b.family and a.family is not None,
        0.02,
        1e-5,
    )


def _word(name: str, m: float, u: float) -> Comparison:
    """A word of an address: equal, nearly equal, other."""
    slip = (1 - m) * 0.7
    levels = (same(name, m, u), alike(name, 0.88, slip, u), other(1 - m - slip, 1 - 2 * u))
    return Comparison(name, (name,), levels)


FAMILY = Comparison(
    "family",
    ("family", "family_sound"),
    (
        same("family", 0.75, 0.005),
        _swapped(),
        alike("family_sound", 0.92, 0.1, 0.005),
        alike("family_sound", 0.8, 0.05, 0.02, name="loose"),
        other(0.08, 0.97),
    ),
)
GIVEN = Comparison(
    "given",
    ("given", "given_sound"),
    (
        same("given", 0.75, 0.005),
        _swapped(),
        alike("given_sound", 0.92, 0.1, 0.005),
        alike("given_sound", 0.8, 0.05, 0.02, name="loose"),
        other(0.08, 0.97),
    ),
)
BIRTH = Comparison(
    "birth",
    ("birth",),
    (
        same("birth", 0.85, 1e-4),
        near("birth", 1, 0.06, 1e-3),
        near("birth", 2, 0.05, 0.01, name="loose"),
        other(0.04, 0.9889),
    ),
)
IDENTIFIER = Comparison(
    "identifier",
    ("identifier",),
    (same("identifier", 0.9, 1e-6), near("identifier", 2, 0.08, 1e-4), other(0.02, 0.9998)),
)
PHONE = Comparison(
    "phone",
    ("phones",),
    (
        Level(
            "same",
            "{overlap}(phones_l, phones_r)",
            lambda a, b: bool(set(a.phones or ()) & set(b.phones or ())),
            0.6,
            3e-4,
        ),
        near("phone", 1, 0.05, 1e-4),
        other(0.35, 0.9996),
    ),
)
EMAIL = Comparison(
    "email",
    ("email",),
    (
        same("email", 0.4, 5e-5),
        Level(
            "same_domain",
            "domain_l = domain_r",
            lambda a, b: a.domain is not None and a.domain == b.domain,
            0.3,
            5e-3,
        ),
        other(0.3, 0.99495),
    ),
)
# Companies of one group often share a site, so it says less than a telephone.
WEBSITE = Comparison("website", ("website",), (same("website", 0.5, 5e-3), other(0.5, 0.995)))
POSTCODE = Comparison(
    "postcode",
    ("postcode",),
    (same("postcode", 0.85, 2e-3), near("postcode", 2, 0.1, 0.1), other(0.05, 0.898)),
)
HOUSE = Comparison("house", ("house",), (same("house", 0.85, 0.02), other(0.15, 0.98)))
OCCUPATION = Comparison(
    "occupation", ("occupation",), (same("occupation", 0.6, 0.05), other(0.4, 0.95))
)
REGION = Comparison("region", ("region",), (same("region", 0.9, 0.2), other(0.1, 0.8)))

ALL: tuple[Comparison, ...] = (
    *COMPANY,
    FAMILY,
    GIVEN,
    BIRTH,
    OCCUPATION,
    IDENTIFIER,
    PHONE,
    EMAIL,
    WEBSITE,
    _word("road", 0.75, 2e-3),
    HOUSE,
    _word("locality", 0.6, 2e-3),
    _word("district", 0.75, 5e-3),
    POSTCODE,
    REGION,
)


def applicable(records: Iterable[Profile]) -> tuple[Comparison, ...]:
    """Return the comparisons for which at least one record has every column they need."""
    missing = {c.name: c for c in ALL}
    for record in records:
        for name in [
            n for n, c in missing.items() if all(getattr(record, k) is not None for k in c.needs)
        ]:
            del missing[name]
        if not missing:
            break
    return tuple(c for c in ALL if c.name not in missing)
