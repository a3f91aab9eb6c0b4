"""Tables of visits."""

from yingke.domains.visits.models.agenda import AgendaBooking, AgendaItem, AgendaPerson
from yingke.domains.visits.models.approval import Approval, PlanVersion
from yingke.domains.visits.models.feeds import CalendarAddress
from yingke.domains.visits.models.members import Member
from yingke.domains.visits.models.node import CheckItem, Node, Task
from yingke.domains.visits.models.visit import Guest, NumberSeries, Visit

__all__ = [
    "AgendaBooking",
    "AgendaItem",
    "AgendaPerson",
    "Approval",
    "CalendarAddress",
    "CheckItem",
    "Guest",
    "Member",
    "Node",
    "NumberSeries",
    "PlanVersion",
    "Task",
    "Visit",
]
