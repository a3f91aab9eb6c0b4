"""Indicators of receptions, computed from the journal."""
