"""Reads of scores, tiers and moves, limited to what the user may see."""
