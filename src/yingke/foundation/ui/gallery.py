"""What the gallery shows: invented rows, a form with every control, a table."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingke.foundation.kernel import clock
from yingke.foundation.kernel.paging import KeysetPage
from yingke.foundation.ui.components.library import TONES
from yingke.foundation.ui.components.signs import person, pill
from yingke.foundation.ui.icons import ICONS
from yingke.foundation.ui.models import SavedView
from yingke.foundation.ui.tables import BulkAction, Column, Filters, Order, Table
from yingke.foundation.ui.widgets import (
    Chips,
    Combobox,
    DatePicker,
    DateTimePicker,
    FileDrop,
    Segments,
    TimePicker,
)

CITIES = [("suzhou", _("Suzhou")), ("shanghai", _("Shanghai")), ("chengdu", _("Chengdu"))]
STATES = {"draft": _("Draft"), "open": _("In progress"), "done": _("Finished")}
STEPS = (
    (_("Request"), "11-12", "done"),
    (_("Grading"), "11-13", "done"),
    (_("Research"), "11-15", "skipped"),
    (_("Plan"), "11-17", "done"),
    (_("Booking"), "11-18", "late"),
    (_("Rehearsal"), "11-22", "now"),
    (_("Welcome"), "11-24", "todo"),
    (_("Feedback"), "11-25", "todo"),
)


class SpecimenForm(forms.Form):
    """One field for each control; sent nowhere."""

    title = forms.CharField(label=_("Title"), help_text=_("As it will appear on the plan."))
    city = forms.ChoiceField(label=_("City"), choices=[("", "–"), *CITIES])
    partner = forms.ChoiceField(
        label=_("Partner"), choices=[("", ""), *CITIES], widget=Combobox, required=False
    )
    mail = forms.EmailField(label=_("Email"))
    day = forms.DateField(label=_("Day"), widget=DatePicker, required=False)
    time = forms.TimeField(label=_("Time"), widget=TimePicker, required=False)
    starts = forms.DateTimeField(label=_("Starts"), widget=DateTimePicker, required=False)
    people = forms.IntegerField(label=_("People"), min_value=1, required=False)
    kind = forms.ChoiceField(label=_("Type"), choices=CITIES, widget=Segments)
    tags = forms.MultipleChoiceField(label=_("Tags"), choices=CITIES, widget=Chips, required=False)
    remark = forms.CharField(label=_("Remarks"), widget=forms.Textarea, required=False)
    proof = forms.FileField(label=_("Proof"), widget=FileDrop, required=False)
    agreed = forms.BooleanField(label=_("Partner has agreed"), required=False)


@dataclass(frozen=True)
class Specimen:
    pk: int
    name: str
    owner: str
    state: str
    amount: int


class SpecimenFilters(Filters):
    q = forms.CharField(label=_("Search"), required=False)
    state = forms.ChoiceField(
        label=_("Status"), choices=[("", _("All")), *STATES.items()], required=False
    )

    def narrow(self, queryset: Any) -> Any:
        return queryset


class SpecimenTable(Table):
    """A table whose rows come from no database."""

    code = "specimens"
    label = _("Samples")
    filters = SpecimenFilters
    columns = (
        Column("name", _("Name"), "name", lead=True, sort="name"),
        Column("owner", _("Owner"), lambda row: person(row.owner)),
        Column("state", _("Status"), lambda row: pill(STATES[row.state], tone="blue", dot=True)),
        Column("amount", _("Amount"), "amount", align="end", sort="amount"),
        Column("number", _("Number"), "pk", hidden=True, align="end"),
    )
    orders: ClassVar = {
        "name": Order(_("Name"), ("name", "pk")),
        "amount": Order(_("Amount"), ("-amount", "-pk")),
    }
    bulk = (BulkAction(_("Archive"), "ui:gallery", icon="archive"),)

    @cached_property
    def page(self) -> KeysetPage[Any]:
        rows = [
            Specimen(1, "迎松展厅", "王立群", "open", 86_000),
            Specimen(2, "Anna Keller Hall", "Anna Keller", "draft", 1_250),
            Specimen(3, "澄湖厅", "周敏", "done", 640),
        ]
        return KeysetPage(items=rows, next_cursor="next", previous_cursor=None)

    @staticmethod
    def row_url(row: Any) -> str:
        return "#"


def context(request: HttpRequest) -> dict[str, Any]:
    sent = {"title": "", "mail": "anna@", "city": "suzhou", "kind": "suzhou"}
    mistaken = SpecimenForm(sent, auto_id="mistaken_%s")
    mistaken.add_error(None, gettext("The room is booked from 14:00 to 16:00."))
    return {
        "tones": TONES,
        "icons": ICONS,
        "steps": STEPS,
        "specimen_form": SpecimenForm(initial={"starts": clock.now() + timedelta(days=3)}),
        "mistaken_form": mistaken,
        "table": SpecimenTable(request, SavedView.objects.none()),
    }
