"""The weights of evidence: how much each step of each comparison speaks for one and the same.

A model is values only: it can be written to a file, read again and used for the check of one
record without a database. The arithmetic is Fellegi and Sunter's (1969): the weights of the
independent comparisons add up, in bits, on top of the prior odds.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import log2

from yingke.engines.linkage.comparisons import ALL
from yingke.engines.linkage.profiles import Profile

# Of ten thousand candidate records, one is the company meant. The weights of names are stated on
# this scale, so it does not shrink with the size of the base.
PRIOR = 1e-4

# Fixed before any measurement and not moved since; `bench/linkage.py` measures at this value.
THRESHOLD = 0.9


@dataclass(frozen=True, slots=True)
class Share:
    """How often a step is reached: `m` among true pairs, `u` among pairs by chance (0 to 1)."""

    m: float
    u: float

    @property
    def weight(self) -> float:
        """The evidence of the step in bits; positive speaks for the same."""
        return log2(self.m / self.u)


@dataclass(frozen=True, slots=True)
class Model:
    """`shares[comparison][step]`, the prior probability, and which comparisons were learned."""

    prior: float
    shares: Mapping[str, Mapping[str, Share]]
    learned: tuple[str, ...] = ()

    def levels(self, left: Profile, right: Profile) -> dict[str, str]:
        """Return the step that the pair reaches in each comparison that both records tell of."""
        reached = ((c.name, c.level(left, right)) for c in ALL)
        return {name: level.name for name, level in reached if level is not None}

    def weight(self, levels: Mapping[str, str]) -> float:
        """Return the evidence of the reached steps and the prior together, in bits."""
        prior = log2(self.prior / (1 - self.prior))
        return prior + sum(self.shares[c][step].weight for c, step in levels.items())

    def probability(self, levels: Mapping[str, str]) -> float:
        """Return the probability (0 to 1) that the two records mean the same."""
        return as_probability(self.weight(levels))

    def to_json(self) -> str:
        """Write the model as JSON text."""
        shares = {
            c: {step: [share.m, share.u] for step, share in steps.items()}
            for c, steps in self.shares.items()
        }
        value = {"prior": self.prior, "learned": self.learned, "shares": shares}
        return json.dumps(value, indent=1)

    @classmethod
    def from_json(cls, text: str) -> Model:
        """Read a model that `to_json` wrote; steps it does not know keep the shipped weights.

        Raises ValueError when the text is not such a model.
        """
        try:
            value = json.loads(text)
            read = {
                c: {step: Share(*pair) for step, pair in steps.items()}
                for c, steps in value["shares"].items()
            }
            base = shipped()
            shares = {c: {**steps, **read.get(c, {})} for c, steps in base.shares.items()}
            return cls(float(value["prior"]), shares, tuple(value["learned"]))
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("this is not a linkage model") from error


def shipped(prior: float = PRIOR) -> Model:
    """Return the model with the weights that come with the engine."""
    shares = {c.name: {lv.name: Share(lv.m, lv.u) for lv in c.levels} for c in ALL}
    return Model(prior, shares)


def as_probability(weight: float) -> float:
    """Turn evidence in bits into a probability, without overflow at either end."""
    if weight > 1000:
        return 1.0
    odds: float = 2.0 ** max(weight, -1000.0)
    return odds / (1 + odds)
