"""Services of the procedures package, its only writers."""
