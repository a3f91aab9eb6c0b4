"""What a refused rule of the documents says to the person."""

from collections.abc import Callable

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from yingke.foundation.ui import refusals


def _about_file(sentence: object) -> Callable[..., str]:
    """Of several uploads the one that is meant is named before the sentence."""

    def told(*, limit: int = 0, upload: str = "", **params: object) -> str:
        text = str(sentence) % {**params, "limit": filesizeformat(limit)}
        return f"{upload}: {text}" if upload else text

    return told


refusals.register(
    {
        "version_is_newest": _("This version is already the newest."),
        "file_empty": _about_file(_("This file is empty.")),
        "file_name": _about_file(_("This file has no name that could be kept.")),
        "file_kind": _about_file(_("Files of this kind cannot be kept here.")),
        "file_disguised": _about_file(
            _("This file is not what its name says: by its content it is a .%(fitting)s file.")
        ),
        "file_too_large": _about_file(_("This file is too large; at most %(limit)s can be kept.")),
    }
)
