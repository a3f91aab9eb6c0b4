"""Jobs of the indicators."""

from yingke.domains.assessment import services
from yingke.foundation.kernel import jobs


@jobs.task(name="assessment.rebuild")
def rebuild() -> None:
    services.rebuild()
