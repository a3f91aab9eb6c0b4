"""The columns, filters and bulk actions of a list, made from the columns of its model."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Q
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingke.foundation.ui.components.signs import pill
from yingke.foundation.ui.tables import BulkAction, Column, Filters, Order, Table

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.utils.safestring import SafeString

    from yingke.foundation.ui.register.declaration import Register

NUMBERS = (models.IntegerField, models.DecimalField, models.FloatField)


@dataclass(frozen=True)
class Bulk:
    """Something done to the chosen rows: these columns are saved, each row with its own check."""

    code: str
    label: object
    icon: str
    columns: Mapping[str, Any]
    confirm: object = ""


OUT_OF_USE = Bulk("out-of-use", _("Deactivate"), "archive", {"active": False})
IN_USE = Bulk("in-use", _("Activate"), "archive-restore", {"active": True})


def columns_of(register: Register) -> tuple[Column, ...]:
    """The declared columns with the hidden ones behind them; the first is the row's title."""
    shown = [_column(register.model, one) for one in register.columns]
    hidden = [replace(_column(register.model, one), hidden=True) for one in register.hidden]
    first = _ordering(register, shown)
    shown[first] = replace(shown[first], sort="name")
    return (replace(shown[0], lead=True, grow=True), *shown[1:], *hidden)


def _ordering(register: Register, shown: Sequence[Column]) -> int:
    """The place of the column by which the register is ordered; else the first, as for names."""
    code = register.order[0].removeprefix("-")
    found = (place for place, one in enumerate(shown) if one.code == code and not one.sort)
    return next(found, 0)


def table_of(register: Register) -> type[Table]:
    """The table of a register; its saved views are kept under the register's code."""
    ordering = next(one for one in register.every_column if one.sort == "name")
    attributes = {
        "code": register.code,
        "label": register.label,
        "columns": register.every_column,
        "orders": {"name": Order(ordering.label, register.order), **register.orders},
        "filters": _filters(register),
        "bulk": tuple(_bulk_action(register, bulk) for bulk in register.bulk),
        "empty_title": _("No entries yet"),
        "empty_text": _("Add the first one, or clear the filters."),
        "row_url": staticmethod(register.address),
    }
    return type(f"{register.model.__name__}Table", (Table,), attributes)


def _bulk_action(register: Register, bulk: Bulk) -> BulkAction:
    return BulkAction(
        bulk.label,
        register.name("bulk"),
        args=(bulk.code,),
        icon=bulk.icon,
        permission=register.can_edit,
        confirm=bulk.confirm,
    )


def _column(model: type[Model], wanted: str | Column) -> Column:
    if isinstance(wanted, Column):
        return wanted
    field: Any = model._meta.get_field(wanted)
    if wanted == "active":
        return Column("active", _("Status"), in_use)
    align: Any = "end" if isinstance(field, NUMBERS) and not field.choices else "start"
    return Column(wanted, field.verbose_name, value_of(field), align=align)


def value_of(field: models.Field[Any, Any]) -> str | Callable[[Any], object]:
    """How a column of a model reads: its choice in words, its row by name."""
    name = field.name
    if isinstance(field, ArrayField):
        words = dict(field.base_field.flatchoices)
        return lambda row: " · ".join(str(words.get(one, one)) for one in getattr(row, name))
    if field.choices:
        labels = dict(field.flatchoices)
        return lambda row: str(labels.get(getattr(row, name), getattr(row, name)))
    if isinstance(field, models.BooleanField):
        return lambda row: gettext("yes") if getattr(row, name) else gettext("no")
    if field.is_relation:
        return lambda row: str(getattr(row, name) or "")
    if isinstance(field, models.TextField):
        return lambda row: linebreaksbr(getattr(row, name))
    if isinstance(field, models.URLField):
        link = '<a class="link" href="{0}">{0}</a>'
        return lambda row: format_html(link, getattr(row, name)) if getattr(row, name) else ""
    if isinstance(field, models.SlugField):
        return lambda row: format_html("<code>{}</code>", getattr(row, name))
    if name == "name_en":
        return lambda row: format_html('<span lang="en">{}</span>', row.name_en)
    return "label" if name == "name" else name


def in_use(row: Any) -> SafeString:
    """Whether a row can be used, as a pill."""
    return pill(gettext("Active"), tone="green") if row.active else pill(gettext("Inactive"))


def matching(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """The rows whose names hold every word of the text, in any script the model can search."""
    for word in text.split():
        if _has(rows.model, "search_text"):
            rows = rows.filter(search_text__contains=word.casefold())
        else:
            names = [name for name in ("name", "name_en", "title") if _has(rows.model, name)]
            anywhere = Q()
            for name in names:
                anywhere |= Q(**{f"{name}__icontains": word})
            rows = rows.filter(anywhere)
    return rows


def _filters(register: Register) -> type[Filters]:
    if isinstance(register.filters, type):
        return register.filters
    names = tuple(register.filters)

    def narrow(self: Filters, queryset: QuerySet[Any]) -> QuerySet[Any]:
        wanted = {name: self.cleaned_data[name] for name in names if self.cleaned_data[name]}
        return matching(queryset.filter(**wanted), self.cleaned_data["q"] or "")

    fields: dict[str, Any] = {"q": forms.CharField(label=_("Search"), required=False)}
    fields |= {name: _filter(register.model._meta.get_field(name)) for name in names}
    return type(f"{register.model.__name__}Filters", (Filters,), {**fields, "narrow": narrow})


def _filter(field: Any) -> forms.Field:
    """A field that narrows by one column: a choice, or a row by its code."""
    label = field.verbose_name
    if field.is_relation:
        key = "code" if _has(field.related_model, "code") else None
        rows = field.related_model._default_manager.all()
        return forms.ModelChoiceField(label=label, queryset=rows, required=False, to_field_name=key)
    if isinstance(field, models.BooleanField):
        choices: Any = [("True", _("yes")), ("False", _("no"))]
    else:
        choices = field.flatchoices
    return forms.ChoiceField(label=label, choices=[("", _("All")), *choices], required=False)


def _has(model: type[Model], name: str) -> bool:
    try:
        model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True
