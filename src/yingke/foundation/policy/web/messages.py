"""Sentences for rule violations."""

from django.utils.translation import gettext as _

from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.policy.terms import Kind


def explain(violation: RuleViolation) -> str:
    """Return the sentence for a violation in the active language."""
    if violation.code == "bad_value":
        kind = Kind(violation.params["kind"]).label
        return _("This is not a value of the kind “%(kind)s”.") % {"kind": kind}
    sentences = {
        "stale": _("Somebody else has changed this meanwhile. Look at it again before you save."),
        "not_allowed": _("You may not do this."),
        "effective_in_the_past": _(
            "This lies in the past, which stays as it was judged. Leave it empty for at once."
        ),
    }
    return sentences[violation.code]
