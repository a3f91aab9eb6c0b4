"""Sentences for rule violations."""

from django.utils.translation import gettext as _

from yingke.foundation.kernel.errors import RuleViolation


def explain(violation: RuleViolation) -> str:
    """Return the sentence for a violation in the active language."""
    sentences = {
        "not_allowed": _("You may not do this."),
        "name_missing": _("Give it a name, so that you know later what it is for."),
        "scope_unknown": _("Choose what it may do."),
        "address_unusable": _("Give an address that begins with https:// or http://."),
        "kinds_unknown": _("Choose at least one kind of event."),
    }
    return sentences[violation.code]
