"""Tables of visits."""

from .agenda import AgendaBooking, AgendaItem, AgendaPerson
from .approval import Approval, PlanVersion
from .members import Member
from .node import CheckItem, Node, Task
from .procedure import Procedure, TemplateNode, TemplateTask
from .types import RequestField, VisitType
from .visit import Guest, NumberSeries, Visit

__all__ = [
    "AgendaBooking",
    "AgendaItem",
    "AgendaPerson",
    "Approval",
    "CheckItem",
    "Guest",
    "Member",
    "Node",
    "NumberSeries",
    "PlanVersion",
    "Procedure",
    "RequestField",
    "Task",
    "TemplateNode",
    "TemplateTask",
    "Visit",
    "VisitType",
]
