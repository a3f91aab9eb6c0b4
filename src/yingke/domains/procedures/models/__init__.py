"""Tables of visit types, request forms and procedures."""

from yingke.domains.procedures.models.procedure import Procedure, TemplateNode, TemplateTask
from yingke.domains.procedures.models.visit_type import RequestField, VisitType

__all__ = ["Procedure", "RequestField", "TemplateNode", "TemplateTask", "VisitType"]
