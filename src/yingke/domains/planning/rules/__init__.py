"""Decisions of planning: values in, values out."""
