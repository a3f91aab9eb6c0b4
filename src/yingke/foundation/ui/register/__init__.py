"""An object that people keep, declared once: list, page, forms, history, import, export, API."""

from yingke.foundation.ui.register.declaration import Register, add, find, registers
from yingke.foundation.ui.register.tables import IN_USE, OUT_OF_USE, Bulk

__all__ = ["IN_USE", "OUT_OF_USE", "Bulk", "Register", "add", "find", "registers"]
