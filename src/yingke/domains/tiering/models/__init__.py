"""Tables of tiering."""

from yingke.domains.tiering.models.entitlements import CareAction, Entitlement, Placement
from yingke.domains.tiering.models.health import HealthScore, PlaybookStep, SavePlan
from yingke.domains.tiering.models.moves import TierMove, TierStay
from yingke.domains.tiering.models.ratings import Rating
from yingke.domains.tiering.models.rule_sets import RuleSet
from yingke.domains.tiering.models.scores import Run, Score

__all__ = [
    "CareAction",
    "Entitlement",
    "HealthScore",
    "Placement",
    "PlaybookStep",
    "Rating",
    "RuleSet",
    "Run",
    "SavePlan",
    "Score",
    "TierMove",
    "TierStay",
]
