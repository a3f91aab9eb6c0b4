"""Sentences for rule violations of calendars."""

from __future__ import annotations

from django.utils.translation import gettext as _

from yingke.foundation.kernel.errors import RuleViolation


def explain(violation: RuleViolation) -> str:
    """Return the sentence for a violation in the active language."""
    return {
        "day_ends_before_it_starts": _("The working day ends before it begins."),
    }.get(violation.code, _("This is not possible now."))
