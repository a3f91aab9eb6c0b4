"""Jobs of planning."""

from yingke.domains.planning.services import answering, improving, telling
from yingke.domains.planning.services.changes import ANSWER
from yingke.domains.planning.services.days import IMPROVE_DAY
from yingke.domains.planning.services.proposals import IMPROVE
from yingke.domains.planning.services.telling import TELL
from yingke.engines import planner
from yingke.foundation.kernel import jobs


@jobs.task(name=IMPROVE)
def improve(proposal_id: int) -> None:
    improving.improve(proposal_id=proposal_id)


@jobs.task(name=IMPROVE_DAY)
def improve_day(proposal_id: int) -> None:
    improving.improve_day(proposal_id=proposal_id)


@jobs.every("17 19 * * *", name="planning.warm")  # at night in China
def warm() -> None:
    """Make the planner's machine code, which large problems wait for; a visit needs none."""
    planner.warm()


@jobs.task(name=ANSWER)
def answer_change(change_id: int) -> None:
    answering.answer(change_id=change_id)


@jobs.task(name=TELL)
def tell_change(change_id: int) -> None:
    telling.tell(change_id=change_id)
