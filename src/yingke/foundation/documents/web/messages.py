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
        "version_is_newest": _("This is already the latest version."),
        "file_empty": _about_file(_("This file is empty. Choose another one.")),
        "file_name": _about_file(_("This file has no usable name. Rename it and try again.")),
        "file_kind": _about_file(_("This file type isn't supported.")),
        "file_disguised": _about_file(
            _("The file's content doesn't match its name. It looks like a .%(fitting)s file.")
        ),
        "file_too_large": _about_file(_("This file is too large. The limit is %(limit)s.")),
    }
)
