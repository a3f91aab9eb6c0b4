"""A table over the saved views themselves: the one model that this package has."""

from django import forms
from django.utils.safestring import mark_safe

from yingke.foundation.ui.components.signs import pill
from yingke.foundation.ui.models import SavedView
from yingke.foundation.ui.tables import BulkAction, Column, Filters, Order, Table

TABLES = [("", "all"), ("visits", "Visits"), ("customers", "Customers")]


class ViewFilters(Filters):
    q = forms.CharField(label="Search", required=False)
    of = forms.ChoiceField(label="Of", choices=TABLES, required=False)
    owner = forms.IntegerField(label="Owner", required=False)

    def narrow(self, queryset):
        if self.cleaned_data["q"]:
            queryset = queryset.filter(name__icontains=self.cleaned_data["q"])
        if self.cleaned_data["of"]:
            queryset = queryset.filter(table=self.cleaned_data["of"])
        if self.cleaned_data["owner"]:
            queryset = queryset.filter(owner_key=self.cleaned_data["owner"])
        return queryset


class ViewTable(Table):
    code = "view-specimens"
    label = "Views"
    size = 2
    filters = ViewFilters
    columns = (
        Column("name", "Name", "name", lead=True, sort="name"),
        Column("table", "Of", lambda view: pill(view.table, tone="blue"), text=lambda v: v.table),
        Column("owner", "Owner", "owner_key", align="end", sort="owner"),
        Column("query", "Query", "query", hidden=True),
        Column("mark", "Mark", lambda view: mark_safe("<b>!</b>"), hidden=True),
    )
    orders = {
        "name": Order("Name", ("name", "pk")),
        "owner": Order("Owner", ("-owner_key", "-pk")),
    }
    bulk = (
        BulkAction("Remove", "ui:save-view"),
        BulkAction("Seal", "ui:save-view", permission="views.seal"),
    )

    @staticmethod
    def row_url(row):
        return f"/views/{row.pk}/"


def make_views(*names, table="visits", owner=7):
    return [
        SavedView.objects.create(owner_key=owner, table=table, name=name, query="")
        for name in names
    ]
