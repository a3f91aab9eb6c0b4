"""Decisions about resources: values in, values out."""
