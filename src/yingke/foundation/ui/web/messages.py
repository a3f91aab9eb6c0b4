"""Rule violations of this package as sentences."""

from django.utils.translation import gettext as _

from yingke.foundation.kernel.errors import RuleViolation

SENTENCES = {
    "too_many_views": lambda most: (
        _("You have %(most)d saved views of this list. Remove one first.") % {"most": most}
    ),
}


def explain(violation: RuleViolation) -> str:
    return SENTENCES[violation.code](**violation.params)
