"""What to tell the importer."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yingke.foundation.imports.models import Import
from yingke.foundation.notifications import services as notifications
from yingke.foundation.notifications.kinds import Kind, declare

declare(
    Kind(
        "imports.written",
        _("Imported: %(file)s"),
        _("%(added)s new, %(changed)s changed, %(unchanged)s unchanged."),
        label=_("My import is done"),
    ),
    Kind(
        "imports.changed",
        _("Not imported yet: %(file)s"),
        _("Records have changed since the dry run. Review the new result, then write again."),
        label=_("My import needs review"),
    ),
    Kind(
        "imports.undone",
        _("Import undone: %(file)s"),
        _("%(kept)s records were edited or referred to since and stay as they are."),
        label=_("My import is undone"),
    ),
)


def written(imported: Import) -> None:
    counts = {name: imported.findings[name] for name in ("added", "changed", "unchanged")}
    _tell(imported, "imports.written", **counts)


def checked(imported: Import) -> None:
    """Tell of a run that was meant to write; a dry run is looked at while it runs."""
    if imported.findings["has_changed"]:
        _tell(imported, "imports.changed")


def undone(imported: Import) -> None:
    _tell(imported, "imports.undone", kept=len(imported.kept))


def _tell(imported: Import, kind: str, **params: object) -> None:
    if imported.actor is not None:
        notifications.notify(
            to=[imported.actor],
            kind=kind,
            params={"file": imported.file_name, **params},
            url=reverse("imports:show", args=[imported.pk]),
            key=f"{kind}:{imported.pk}:{imported.touched_at.timestamp()}",
        )
