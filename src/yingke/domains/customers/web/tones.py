"""Colours of a customer's states; red is reserved for what needs action now."""

from yingke.domains.customers.terms import (
    AccountStatus,
    AgreementState,
    Attitude,
    InteractionState,
    Tier,
)
from yingke.foundation.ui.components.library import Tone

TIER_TONES: dict[str, Tone] = {
    Tier.STRATEGIC: "violet",
    Tier.KEY: "blue",
    Tier.POTENTIAL: "green",
    Tier.AT_RISK: "amber",
}
STATUS_TONES: dict[str, Tone] = {
    AccountStatus.ACTIVE: "green",
    AccountStatus.DORMANT: "neutral",
    AccountStatus.CLOSED: "neutral",
}
ATTITUDE_TONES: dict[str, Tone] = {
    Attitude.SUPPORTIVE: "green",
    Attitude.NEUTRAL: "neutral",
    Attitude.OPPOSED: "amber",
    Attitude.UNKNOWN: "neutral",
}
AGREEMENT_TONES: dict[str, Tone] = {
    AgreementState.VALID: "green",
    AgreementState.EXPIRING: "amber",
    AgreementState.UPCOMING: "blue",
    AgreementState.EXPIRED: "neutral",
    AgreementState.REVOKED: "neutral",
    AgreementState.MISSING: "amber",
}
INTERACTION_TONES: dict[str, Tone] = {
    InteractionState.PLANNED: "blue",
    InteractionState.HELD: "green",
    InteractionState.SKIPPED: "neutral",
}
