"""Lists of records: filters in the address, pages by key, saved views, columns, bulk, export."""

from yingke.foundation.ui.tables.addresses import row_address
from yingke.foundation.ui.tables.answer import list_page
from yingke.foundation.ui.tables.columns import BulkAction, Column, Order, View
from yingke.foundation.ui.tables.filters import Filters
from yingke.foundation.ui.tables.table import Table

__all__ = ["BulkAction", "Column", "Filters", "Order", "Table", "View", "list_page", "row_address"]
