"""Who decides on a change."""

from yingke.domains.planning.rules.alternatives import Alternative


def needs_approval(answer: Alternative, *, most: int) -> bool:
    """Whether the answer moves more items than those who run the visit may decide on alone."""
    return answer.moves > most
