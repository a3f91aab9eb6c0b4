"""What the pages of all versioned things share: a comparison, and the dialog that publishes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yingke.foundation.drafts.models import VersionedModel
from yingke.foundation.drafts.versions import Version, VersionLine, lines_of
from yingke.foundation.ui.edits import EditForm
from yingke.foundation.ui.fields import MinuteField
from yingke.foundation.ui.pages import posted


class PublishForm(EditForm):
    """From when a version is in force."""

    in_force_from = MinuteField(
        label=gettext_lazy("Effective from"),
        required=False,
        help_text=gettext_lazy("Leave empty to apply immediately."),
    )
    note = forms.CharField(label=gettext_lazy("Reason for this version"), max_length=300)


def here_among(row: Version, versions: Sequence[Version]) -> dict[str, Any]:
    """The version of a page (`here`) among all `versions` of the same thing."""
    lines = lines_of(versions)
    return {"here": next(one for one in lines if one.row.pk == row.pk), "versions": lines}


def comparison(
    request: HttpRequest,
    row: Version,
    versions: Sequence[Version],
    changes: Callable[[Version | None, Version], object],
) -> dict[str, Any]:
    """What a version changes against an earlier one (`?against=`, else the one before)."""
    earlier = [line for line in lines_of(versions) if line.row.number < row.number]
    wanted = request.GET.get("against", "")
    before: VersionLine[Version] | None = next(
        (line for line in earlier if line.key == wanted), earlier[0] if earlier else None
    )
    items = changes(before.row if before else None, row)
    return {"row": row, "before": before, "earlier": earlier, "items": items}


def publish_with(
    request: HttpRequest,
    row: VersionedModel,
    dialog: Callable[..., HttpResponse],
    publish: Callable[..., Any],
    **how: Any,
) -> HttpResponse:
    """The package's `dialog` for a draft; `publish` gets the moment, the note and `version`."""
    form = PublishForm(posted(request), initial={"note": row.note, "version": row.revision})
    return dialog(
        request,
        form,
        lambda: publish(**{**form.cleaned_data, "version": form.seen_version}),
        title=_("Publish version %(number)s") % {"number": row.number},
        save=_("Publish"),
        **how,
    )
