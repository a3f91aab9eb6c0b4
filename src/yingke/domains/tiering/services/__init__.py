"""Use cases of tiering, its only writers."""
