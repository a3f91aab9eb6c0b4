"""Services of planning, its only writers."""
