"""Reads of visit types, request forms and procedures."""
