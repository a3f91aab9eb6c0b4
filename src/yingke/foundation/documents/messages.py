"""Sentences for rule violations, for the upload forms of all domains."""

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from yingke.foundation.kernel.errors import RuleViolation


def explain(violation: RuleViolation) -> str:
    """Return the sentence for a violation in the active language."""
    sentences = {
        "not_allowed": _("You may not do this."),
        "version_is_newest": _("This version is already the newest."),
        "file_empty": _("This file is empty."),
        "file_name": _("This file has no name that could be kept."),
        "file_kind": _("Files of this kind cannot be kept here."),
        "file_disguised": _(
            "This file is not what its name says: by its content it is a .%(fitting)s file."
        ),
        "file_too_large": _("This file is too large; at most %(limit)s can be kept."),
    }
    params = dict(violation.params)
    if "limit" in params:
        params["limit"] = filesizeformat(params["limit"])
    return sentences[violation.code] % params
