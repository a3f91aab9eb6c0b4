"""K8 资源重复配置率: bookings without which their need would still be served ÷ bookings.

A booking counts in the month of the agenda item that it serves, as long as it is not cancelled.
"""

from collections.abc import Iterable

from yingke.domains.assessment.rules.facts import Booked
from yingke.domains.assessment.rules.reading import Reading, share


def read(bookings: Iterable[Booked]) -> Reading:
    """Return the share of surplus bookings."""
    known = list(bookings)
    return share(sum(one.surplus for one in known), len(known))
