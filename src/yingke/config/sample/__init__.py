"""The sample company 迎松科技: invented, seeded, the same on every machine, dated from today.

History is written in bulk, through the same rules and the same facts as the services write, so
that every list and indicator finds what a year of work would have left.
"""

from yingke.config.sample.build import build_company

__all__ = ["build_company"]
