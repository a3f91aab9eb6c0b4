"""Events of commerce; all of them belong to the customer."""

from yingke.domains.customers.events import RowOfAccount


class OrderChanged(RowOfAccount):
    kind = "commerce.order_changed"
    about = "commerce.order", "id"


class PaymentChanged(RowOfAccount):
    kind = "commerce.payment_changed"
    about = "commerce.payment", "id"


class ContractChanged(RowOfAccount):
    kind = "commerce.contract_changed"
    about = "commerce.contract", "id"


class ProjectChanged(RowOfAccount):
    kind = "commerce.project_changed"
    about = "commerce.project", "id"


class QuoteChanged(RowOfAccount):
    kind = "commerce.quote_changed"
    about = "commerce.quote", "id"
