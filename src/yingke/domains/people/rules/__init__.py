"""Decisions about people: values in, values out."""
