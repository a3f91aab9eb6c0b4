"""State transitions of a visit."""

from yingke.foundation.kernel.errors import RuleViolation

# action → (states it may start from, state it leads to); None leads to where the visit was before
_ACTIONS: dict[str, tuple[frozenset[str], str | None]] = {
    "submit": (frozenset({"draft", "returned"}), "submitted"),
    "approve": (frozenset({"submitted"}), "approved"),
    "return": (frozenset({"submitted"}), "returned"),
    "withdraw": (frozenset({"submitted"}), "returned"),
    "reject": (frozenset({"submitted"}), "rejected"),
    "plan": (frozenset({"approved", "planned", "confirmed"}), "planned"),
    "confirm": (frozenset({"planned"}), "confirmed"),
    "arrive": (frozenset({"planned", "confirmed"}), "in_progress"),
    "end": (frozenset({"in_progress"}), "ended"),
    "follow_up": (frozenset({"ended"}), "follow_up"),
    "archive": (frozenset({"follow_up"}), "archived"),
    "cancel": (
        frozenset(
            {
                *("draft", "submitted", "returned", "approved", "planned", "confirmed"),
                *("in_progress", "ended", "follow_up"),
            }
        ),
        "cancelled",
    ),
    "restore": (frozenset({"cancelled"}), None),
}


def after(state: str, action: str, *, before_cancel: str = "") -> str:
    """Return the state after `action`, or raise RuleViolation("not_from_state").

    A restored visit returns to `before_cancel`.
    """
    allowed, target = _ACTIONS[action]
    if state not in allowed:
        raise RuleViolation("not_from_state", state=state, action=action)
    return target if target is not None else before_cancel


def possible(state: str) -> frozenset[str]:
    """Return the actions possible in `state`."""
    return frozenset(name for name, (allowed, _) in _ACTIONS.items() if state in allowed)
