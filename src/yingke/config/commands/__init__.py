"""Subcommands of `yingke`."""
