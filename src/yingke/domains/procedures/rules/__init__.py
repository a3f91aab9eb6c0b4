"""Decisions about request forms and procedures."""
