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
    """The actor may see the object but not do this to it. Without sight of it they get a 404."""

    def __init__(self, permission: str) -> None:
        super().__init__("not_allowed", permission=permission)
