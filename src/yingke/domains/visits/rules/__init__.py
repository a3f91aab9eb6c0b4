"""Decisions about visits: values in, values out; no database, no clock, no settings."""
