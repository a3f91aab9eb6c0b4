"""Guests' feedback on a visit: the feedback form (客户接待反馈表), due within 24 hours."""
