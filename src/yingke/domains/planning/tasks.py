"""Jobs of planning."""

from yingke.domains.planning.services import improving
from yingke.domains.planning.services.proposals import IMPROVE
from yingke.foundation.kernel import jobs


@jobs.task(name=IMPROVE)
def improve(proposal_id: int) -> None:
    improving.improve(proposal_id=proposal_id)
