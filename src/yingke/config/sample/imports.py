"""A finished import whose undo is still open: sizes of customers, from another system's file."""

from yingke.config.sample.company import Company
from yingke.config.sample.customers import Customers
from yingke.foundation.imports import services, working
from yingke.foundation.ui import register

HEAD = "客户编码,单位全称,企业规模"
SIZES = ("medium", "large")


def build(company: Company, customers: Customers) -> None:
    """Bring the sizes of some customers that lack one."""
    rows = [account for account in customers.accounts if not account.size][:12]
    lines = [f"{row.number},{row.name},{SIZES[n % len(SIZES)]}" for n, row in enumerate(rows)]
    reader = company.users["coordinator"]
    imported = services.start(
        actor=reader,
        reader=reader,
        register=register.find("customers"),
        name="客户规模.csv",
        content="\n".join((HEAD, *lines)).encode("gb18030"),
    )
    services.choose_columns(
        actor=reader,
        import_id=imported.pk,
        fields=[column["field"] for column in imported.columns],
        updates=True,
    )
    working.run_here(import_id=imported.pk, reader=reader, keep=True)
