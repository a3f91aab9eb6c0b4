"""What the commands that import and export share: the register, and whose rows they see."""

import sys

from yingke.foundation.identity.models import User
from yingke.foundation.ui.register import Register, registers


def register_of(code: str) -> Register | None:
    """The register with this code; without one the known codes are named."""
    found = registers().get(code)
    if found is None:
        known = ", ".join(sorted(register.code for register in registers()))
        sys.stderr.write(f"There are no rows called {code}; known are: {known}\n")
    return found


def system() -> User:
    """A user who is nobody and sees everything: the command line acts for the system."""
    return User(is_superuser=True)
