"""What two states of a thing differ in, as the difference panel shows it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class FieldChange:
    """A field of an item, before and after, in words."""

    label: object
    before: str
    after: str


@dataclass(frozen=True)
class ItemChange:
    """An item that was added, changed or removed."""

    change: str
    name: str
    fields: list[FieldChange]

    @property
    def words(self) -> str:
        return {"added": _("added"), "removed": _("removed"), "changed": _("changed")}[self.change]

    @property
    def tone(self) -> str:
        return {"added": "green", "removed": "amber", "changed": "blue"}[self.change]
