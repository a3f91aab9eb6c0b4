"""Events of service cases."""

from yingke.domains.customers.events import RowOfAccount


class CaseChanged(RowOfAccount):
    kind = "service.case_changed"
    about = "service.case", "id"
