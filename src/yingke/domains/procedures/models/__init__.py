"""Tables of visit types, request forms, standard agendas, procedures and approval chains."""

from yingke.domains.procedures.models.chain import ApprovalChain, ChainStep
from yingke.domains.procedures.models.procedure import Procedure, TemplateNode, TemplateTask
from yingke.domains.procedures.models.standard_agenda import StandardItem
from yingke.domains.procedures.models.visit_type import RequestField, VisitType

__all__ = [
    "ApprovalChain",
    "ChainStep",
    "Procedure",
    "RequestField",
    "StandardItem",
    "TemplateNode",
    "TemplateTask",
    "VisitType",
]
