"""Exceptions raised by rules and services."""

from typing import Any


class RuleViolation(Exception):
    """A business rule forbids the action; nothing was changed.

    `code` identifies the rule, `params` are the values for its sentence, `field` is the form field
    at fault, if any. The sentence is in `web/messages.py` of the package.
    """

    def __init__(self, code: str, *, field: str | None = None, **params: Any) -> None:
        super().__init__(code, params)
        self.code = code
        self.field = field
        self.params = params

    def __str__(self) -> str:
        values = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        return f"{self.code}({values})"


class NotAllowed(RuleViolation):
    """The actor may see the object but not do this to it: a page answers 403.

    One rule for the whole product: what users may not see is not there, they get a 404; what they
    see but may not do is refused with 403. Lists hold what the user may see.
    """

    def __init__(self, permission: str) -> None:
        super().__init__("not_allowed", permission=permission)


def require(allowed: bool, permission: str = "") -> None:
    """Raise NotAllowed unless `allowed`; services and views call it before they act."""
    if not allowed:
        raise NotAllowed(permission)
