"""What a use case answers when it must not do what was asked."""

from typing import Any


class RuleViolation(Exception):
    """A rule of the trade forbids this; nothing was changed.

    `code` names the rule; `params` are the values its sentence needs; `field` is the form field
    that can mend it, if there is one. The owning package's `web/messages.py` has the sentence.
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
    """The actor may see the thing but may not do this to it: a page answers 403.

    The rule of the whole product: what a person may not see is not there, for them it is 404; what
    they see but may not do is 403, since that is no secret. Lists hold what the person may see.
    """

    def __init__(self, permission: str) -> None:
        super().__init__("not_allowed", permission=permission)


def require(allowed: bool, permission: str = "") -> None:
    """Refuse with `NotAllowed` unless allowed; services ask it before they write."""
    if not allowed:
        raise NotAllowed(permission)
