"""Scorecards: dimensions of measures, each on a scale and with a weight."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from yingke.engines.scoring.measures import MEASURES, Direction

from .scales import Percentile, Scale, Threshold, ZScore
from .weights import by_hand


class Missing(StrEnum):
    """What happens where an account has no value."""

    SPREAD = "spread"
    """Its weight goes to the account's other measures of the dimension, then to the others."""
    WORST = "worst"
    """It counts as 0 points."""
    MEDIAN = "median"
    """It counts as the median score of the peers."""
    REFUSE = "refuse"
    """The account gets no score."""


PERCENTILE = Percentile()


@dataclass(frozen=True, slots=True)
class Part:
    """One measure of a dimension.

    ``step`` defaults to the measure's own; ``direction`` and ``unit`` must be given for a value
    that is not in the register of measures.
    """

    measure: str
    weight: float = 1.0
    scale: Scale = PERCENTILE
    step: float | None = None
    direction: Direction | None = None
    unit: str | None = None

    def __post_init__(self) -> None:
        if self.measure not in MEASURES and None in {self.direction, self.unit, self.step}:
            raise ValueError(
                f"{self.measure} is not a registered measure: give direction, unit and step"
            )
        if not self.weight >= 0:
            raise ValueError(f"{self.measure}: a weight is not negative")

    @property
    def way(self) -> Direction:
        """Which way is better."""
        return self.direction or MEASURES[self.measure].direction

    @property
    def one_step(self) -> float:
        """One step for the better, in the measure's unit."""
        return MEASURES[self.measure].step if self.step is None else self.step

    @property
    def in_unit(self) -> str:
        """The measure's unit."""
        return MEASURES[self.measure].unit if self.unit is None else self.unit


@dataclass(frozen=True, slots=True)
class Dimension:
    """A side of an account's value; ``title`` is what people read."""

    name: str
    title: str
    parts: tuple[Part, ...]
    weight: float = 1.0

    def __post_init__(self) -> None:
        by_hand({part.measure: part.weight for part in self.parts})


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Dimensions with weights, and the rule for missing values.

    An account gets a score when values are there for at least ``least_present`` of the weight.
    """

    dimensions: tuple[Dimension, ...]
    missing: Missing = Missing.SPREAD
    least_present: float = 0.5

    def __post_init__(self) -> None:
        by_hand({dimension.name: dimension.weight for dimension in self.dimensions})
        pairs = [(d.name, p.measure) for d in self.dimensions for p in d.parts]
        names = [dimension.name for dimension in self.dimensions]
        if len(set(pairs)) < len(pairs) or len(set(names)) < len(names):
            raise ValueError("a dimension, or a measure within a dimension, is there twice")

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures that are needed, each once."""
        return tuple(dict.fromkeys(p.measure for d in self.dimensions for p in d.parts))

    def weighted(self, weights: Mapping[str, float]) -> "Scorecard":
        """The same card with these weights of its dimensions (by hand, AHP or entropy)."""
        if set(weights) != {dimension.name for dimension in self.dimensions}:
            raise ValueError("there is one weight for each dimension")
        return replace(
            self, dimensions=tuple(replace(d, weight=weights[d.name]) for d in self.dimensions)
        )

    def restricted(self, measures: Collection[str]) -> "Scorecard":
        """The card without the measures that no table was given for. ValueError if none stays."""
        kept = []
        for dimension in self.dimensions:
            parts = tuple(part for part in dimension.parts if part.measure in measures)
            if parts:
                kept.append(replace(dimension, parts=parts))
        if not kept:
            raise ValueError("none of the scorecard's measures can be computed from these tables")
        return replace(self, dimensions=tuple(kept))

    def to_json(self) -> dict[str, Any]:
        """The card as plain values; ``from_json`` reads them."""
        return {
            "missing": self.missing.value,
            "least_present": self.least_present,
            "dimensions": [_dimension_json(dimension) for dimension in self.dimensions],
        }

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> "Scorecard":
        """Read a card; ValueError says what is wrong where."""
        try:
            dimensions = tuple(_dimension(one) for one in given["dimensions"])
            return cls(
                dimensions,
                Missing(given.get("missing", Missing.SPREAD)),
                float(given.get("least_present", 0.5)),
            )
        except KeyError as error:
            raise ValueError(f"the scorecard lacks {error}") from None
        except TypeError as error:
            raise ValueError(f"the scorecard cannot be read: {error}") from None


def _dimension_json(dimension: Dimension) -> dict[str, Any]:
    return {
        "name": dimension.name,
        "title": dimension.title,
        "weight": dimension.weight,
        "measures": [_part_json(part) for part in dimension.parts],
    }


def _part_json(part: Part) -> dict[str, Any]:
    told: dict[str, Any] = {"measure": part.measure, "weight": part.weight}
    told["scale"] = _scale_json(part.scale)
    optional = {"step": part.step, "direction": part.direction, "unit": part.unit}
    return told | {name: value for name, value in optional.items() if value is not None}


def _scale_json(scale: Scale) -> dict[str, Any]:
    match scale:
        case Threshold():
            points = [list(point) for point in scale.points]
            return {"kind": "threshold", "points": points, "steps": scale.steps}
        case ZScore():
            return {"kind": "z", "reach": scale.reach}
        case _:
            return {"kind": "percentile"}


def _dimension(given: Mapping[str, Any]) -> Dimension:
    parts = tuple(
        Part(
            measure=one["measure"],
            weight=float(one.get("weight", 1.0)),
            scale=_scale(one.get("scale", {"kind": "percentile"})),
            step=one.get("step"),
            direction=Direction(one["direction"]) if "direction" in one else None,
            unit=one.get("unit"),
        )
        for one in given["measures"]
    )
    name = str(given["name"])
    return Dimension(name, str(given.get("title", name)), parts, float(given.get("weight", 1.0)))


def _scale(given: Mapping[str, Any]) -> Scale:
    match given["kind"]:
        case "percentile":
            return Percentile()
        case "z":
            return ZScore(float(given.get("reach", 3.0)))
        case "threshold":
            points = tuple((float(v), float(s)) for v, s in given["points"])
            return Threshold(points, bool(given.get("steps", False)))
        case other:
            raise ValueError(f"no scale is called {other!r}")


DEFAULT_SCORECARD = Scorecard(
    (
        Dimension(
            "strategic_value",
            "战略价值",
            (Part("industry_influence"), Part("strategic_fit"), Part("decision_maker_coverage")),
            0.3,
        ),
        Dimension(
            "business_scale",
            "业务规模",
            (Part("monetary", 2.0), Part("frequency"), Part("growth")),
            0.3,
        ),
        Dimension(
            "cooperation_depth",
            "合作深度",
            (
                Part("interaction_frequency"),
                Part("contact_breadth"),
                Part("visit_frequency"),
                Part("tenure"),
                Part("recency"),
                Part("payment_delay", 0.5),
            ),
            0.25,
        ),
        Dimension(
            "innovation",
            "创新意愿",
            (Part("innovation_participation"), Part("solution_share")),
            0.15,
        ),
    )
)
"""The four dimensions of the house, ready to be replaced by a company's own."""
