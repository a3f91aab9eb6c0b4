"""Periodic jobs of bookings."""

from yingke.domains.resources.services import releases
from yingke.foundation.kernel import jobs


@jobs.every("*/5 * * * *", name="resources.release_unused")
def release_unused() -> None:
    releases.release_unused()
