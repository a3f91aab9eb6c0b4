"""The sample company 迎松科技: invented, seeded, reproducible, dated relative to today.

Its history is inserted in bulk with the same rules and events that the services use, so that lists
and indicators show a year of work.
"""

from yingke.config.sample.build import build_company

__all__ = ["build_company"]
