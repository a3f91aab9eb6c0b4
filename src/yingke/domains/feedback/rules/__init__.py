"""Decisions about feedback: values in, values out."""
