"""Navigation entry of imports, and their actions in the palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yingke.foundation.ui import navigation, palette, register
from yingke.foundation.ui.navigation import Item
from yingke.foundation.ui.palette import Hit

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


def find_imports(user: User, query: str, limit: int) -> list[Hit]:
    """The registers into which the user may import, by name."""
    if not query:
        return []
    return [
        Hit(
            _("Import: %(what)s") % {"what": one.label},
            _("From an .xlsx or .csv file"),
            one.url("import"),
            "upload",
            _("Actions"),
        )
        for one in register.registers()
        if palette.fits(query, _("Import"), one.label) and one.can_edit(user)
    ][:limit]


navigation.group("settings", gettext_lazy("Settings"), order=90)
navigation.register(
    Item(
        "imports",
        gettext_lazy("Imports"),
        icon="upload",
        url_name="imports:past",
        group="settings",
        permission="imports.manage",
        order=65,
    ),
)
palette.register(find_imports)
