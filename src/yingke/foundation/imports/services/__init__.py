"""Services of imports, their only writers."""

from yingke.foundation.imports.services.checking import cancel, check, choose_columns, guess_again
from yingke.foundation.imports.services.mending import adopt, mend, skip
from yingke.foundation.imports.services.starting import start
from yingke.foundation.imports.services.undoing import undo
from yingke.foundation.imports.services.writing import write

__all__ = [
    "adopt",
    "cancel",
    "check",
    "choose_columns",
    "guess_again",
    "mend",
    "skip",
    "start",
    "undo",
    "write",
]
