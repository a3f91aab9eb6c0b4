"""Refusals of imports as sentences."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from yingke.foundation.ui import refusals, register
from yingke.foundation.ui.register import Register


def _label(found: Register, name: str) -> str:
    field = found.form.base_fields.get(name)
    return str(field.label) if field is not None else name


def _twice(*, register: str, name: str) -> str:
    field = _label(_register(register), name)
    return _("Two columns stand for “%(field)s”. Choose one.") % {"field": field}


def _key(*, register: str) -> str:
    found = _register(register)
    names = ", ".join(_label(found, name) for name in found.key)
    return _("The key is missing. Choose a column for: %(fields)s.") % {"fields": names}


def _bad(*, count: int) -> str:
    return ngettext(
        "Fix %(n)s row before you write.",
        "Fix %(n)s rows before you write.",
        count,
    ) % {"n": count}


def _register(code: str) -> Register:
    return register.find(code)


refusals.register(
    {
        "import_is_empty": gettext_lazy("This file has no rows below its header."),
        "import_has_moved_on": gettext_lazy("This import has changed. Reload it and try again."),
        "import_column_twice": _twice,
        "import_key_missing": _key,
        "import_has_bad_rows": _bad,
        "import_undo_is_over": gettext_lazy("This import can no longer be undone."),
    }
)
