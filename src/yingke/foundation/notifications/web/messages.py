"""Sentences for rule violations."""

from django.utils.translation import gettext as _

from yingke.foundation.kernel.errors import RuleViolation


def explain(violation: RuleViolation) -> str:
    """Return the sentence for a violation in the active language."""
    sentences = {
        "chat_address": _("This is not an address of a chat service that can be used here."),
    }
    return sentences[violation.code]
