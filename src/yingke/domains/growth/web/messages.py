"""What a refused rule of follow-ups says to the person."""

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from yingke.foundation.kernel.errors import RuleViolation


def explain(violation: RuleViolation) -> str:
    """The sentence for a violation, in the reader's language."""
    if violation.code.startswith("file_"):
        return _about_file(violation)
    sentences = {
        "stale": _("Somebody else changed this follow-up meanwhile. Look at it again."),
        "not_allowed": _("You may not do this."),
        "note_missing": _("Say what came of it."),
        "reason_missing": _("Give the reason; it is kept in the history."),
        "step_cannot_be_skipped": _("Only a weekly update can be left out."),
        "step_closed": _("This step is already closed."),
        "already_concluded": _("This follow-up has already come to its outcome."),
        "outcome_unknown": _("Choose what it came to."),
    }
    return sentences[violation.code]


def _about_file(violation: RuleViolation) -> str:
    params = dict(violation.params)
    if "limit" in params:
        params["limit"] = filesizeformat(params["limit"])
    sentences = {
        "file_empty": _("This file is empty."),
        "file_name": _("This file has no name that could be kept."),
        "file_kind": _("Files of this kind cannot be kept here."),
        "file_disguised": _(
            "This file is not what its name says: by its content it is a .%(fitting)s file."
        ),
        "file_too_large": _("This file is too large; at most %(limit)s can be kept."),
    }
    return sentences[violation.code] % params
