"""What the value of a parameter may depend on; the package that owns the codes declares it.

policy.declare_dimension(
    policy.Dimension("tier", _("Tier"), lambda: Tier.choices, weight=30)
)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yingke.foundation.kernel.registry import Registry


@dataclass(frozen=True)
class Dimension:
    """A dimension; `choices()` yields (code, label) and is read each time a page asks.

    Of two values in equally narrow scopes, the one with the greater `weight` is in force
    (`rules.precedence`); no two dimensions have the same.
    """

    code: str
    label: str | Promise
    choices: Callable[[], Iterable[tuple[str, str | Promise]]]
    weight: int


dimensions: Registry[Dimension] = Registry()


def declare_dimension(dimension: Dimension) -> None:
    """Register a dimension; its code and its weight are unique."""
    if dimension.weight in weights().values():
        raise ValueError(f"another dimension weighs {dimension.weight} too")
    dimensions.add(dimension)


def weights() -> Mapping[str, int]:
    """The weight of each dimension."""
    return {dimension.code: dimension.weight for dimension in dimensions}


def _sites() -> Iterable[tuple[str, str]]:
    from yingke.foundation.identity.queries import sites

    return [(site.code, site.label) for site in sites()]


# Sites belong to a package below this one, so they are declared here.
declare_dimension(Dimension("site", _("Site"), _sites, weight=10))
