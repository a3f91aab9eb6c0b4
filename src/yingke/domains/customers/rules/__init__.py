"""Decisions about customers: values in, values out."""
