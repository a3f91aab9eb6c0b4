"""Writers of the monthly facts."""

from yingke.domains.assessment.services.months import rebuild, refresh

__all__ = ["rebuild", "refresh"]
