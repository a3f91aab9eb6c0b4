"""What guests say of a visit: the feedback form (客户接待反馈表), asked for within 24 hours."""
