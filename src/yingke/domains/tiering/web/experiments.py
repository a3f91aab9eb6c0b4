"""A comparison with matched customers in words, with what it cannot show."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yingke.domains.tiering import wording
from yingke.domains.tiering.queries.experiments import Experiment
from yingke.engines.scoring.rates import Comparison
from yingke.engines.scoring.rates.matching import BALANCED, Answer

ANSWERS: Final = {
    Answer.DIFFERENCE: (gettext_lazy("There is a difference"), "green"),
    Answer.NO_DIFFERENCE_SEEN: (gettext_lazy("No difference seen"), "neutral"),
    Answer.NOT_ENOUGH_DATA: (gettext_lazy("Not enough data"), "amber"),
}


def told(found: Experiment) -> dict[str, Any]:
    """The answer, the effect with its interval, the balance reached, and the limits."""
    context: dict[str, Any] = {"treated": found.treated, "others": found.others, "at": found.at}
    made = found.comparison
    if made is None:
        answer, tone = ANSWERS[Answer.NOT_ENOUGH_DATA]
        return context | {"answer": answer, "tone": tone}
    answer, tone = ANSWERS[made.answer]
    return context | {
        "answer": answer,
        "tone": tone,
        "pairs": len(made.pairs),
        "effect": _effect(made),
        "balance": [
            (wording.field_name(one.covariate), f"{one.before:+.2f}", f"{one.after:+.2f}")
            for one in made.balance
        ],
        "limits": _limits(made),
    }


def _effect(made: Comparison) -> str:
    """Nothing where there is not enough data: a number would be read as one."""
    effect = made.effect
    if made.answer == Answer.NOT_ENOUGH_DATA or None in (effect.estimate, effect.low, effect.high):
        return ""
    value, low, high = (
        wording.money(number or 0) for number in (effect.estimate, effect.low, effect.high)
    )
    return _("%(value)s per customer, 95%% interval %(low)s to %(high)s") % {
        "value": value,
        "low": low,
        "high": high,
    }


def _limits(made: Comparison) -> list[str]:
    limits = [
        _(
            "Customers were not drawn by lot: whatever chose them, if it is not compared here, may "
            "have caused the difference."
        ),
        _("Customers chosen for a very good or bad year drift back to the middle by themselves."),
    ]
    if made.hidden is not None:
        limits.append(
            _(
                "A hidden cause that multiplies the odds of being chosen by %(factor)s could "
                "explain the difference alone."
            )
            % {"factor": f"{made.hidden:g}"}
        )
    if made.unmatched:
        limits.append(
            _("%(n)s of the chosen customers have no look-alike; nothing is said of them.")
            % {"n": made.unmatched}
        )
    uneven = [one.covariate for one in made.balance if not abs(one.after) <= BALANCED]
    if uneven:
        names = ", ".join(wording.field_name(name) for name in uneven)
        limits.append(_("The pairs still differ in: %(names)s.") % {"names": names})
    return limits
