"""Services of growth, its only writers."""

from yingke.domains.growth.services.follow_ups import (
    NAMES,
    close,
    finish_step,
    open_follow_up,
    skip_step,
)
from yingke.domains.growth.services.opportunities import save_opportunity
from yingke.domains.growth.services.promises import keep_promise, save_promise

__all__ = [
    "NAMES",
    "close",
    "finish_step",
    "keep_promise",
    "open_follow_up",
    "save_opportunity",
    "save_promise",
    "skip_step",
]
