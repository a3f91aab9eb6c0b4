"""Pure functions without database access."""
