"""How long people are on duty in a month."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yingke.domains.people import queries
from yingke.domains.people.rules.load import Load
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.bounds import is_within
from yingke.foundation.ui import dates
from yingke.foundation.ui.pages import page
from yingke.foundation.ui.spreadsheets import csv_response

HOUR = timedelta(hours=1)


@login_required
@require_GET
def load(request: UserRequest) -> HttpResponse:
    """The hours of each person in a month, with those outside working hours; `?export=csv`."""
    month = _month(request.GET.get("month", ""))
    rows = queries.loads(request.user, month)
    if request.GET.get("export") == "csv":
        return _as_csv(rows, month)
    here, limits = reverse("people:load"), queries.load_limits()
    before, after = month - timedelta(days=1), month + timedelta(days=31)
    context = {
        "month_name": dates.month_words(month),
        "rows": [_line(row) for row in rows],
        "most": limits.total / HOUR,
        "most_off_hours": limits.off_hours / HOUR,
        "earlier": f"{here}?month={before:%Y-%m}",
        "later": f"{here}?month={after:%Y-%m}",
        "csv": f"{here}?month={month:%Y-%m}&export=csv",
    }
    return page(request, "people/load.html", context)


def _line(row: queries.StaffLoad) -> dict[str, Any]:
    late = "off_hours" in row.exceeded
    return {
        "staff": row.staff,
        "duties": row.duties,
        "hours": [
            (_("Hours on duty"), row.load.total / HOUR, "total" in row.exceeded),
            (_("Early and evening hours"), row.load.outside_hours / HOUR, late),
            (_("Hours on days off"), row.load.days_off / HOUR, late),
        ],
    }


def _as_csv(rows: list[queries.StaffLoad], month: date) -> HttpResponse:
    head = (
        *(_("Person"), _("Department"), _("Duties"), _("Hours on duty")),
        *(_("Early and evening hours"), _("Hours on days off")),
    )
    lines = (
        [row.staff.label, row.staff.department.label, row.duties, *map(_hours, _parts(row.load))]
        for row in rows
    )
    return csv_response(f"load-{month:%Y-%m}", head, lines)


def _parts(load: Load) -> tuple[timedelta, timedelta, timedelta]:
    return load.total, load.outside_hours, load.days_off


def _hours(time: timedelta) -> float:
    return round(time / HOUR, 1)


def _month(text: str) -> date:
    try:
        month = date.fromisoformat(f"{text}-01")
    except ValueError:
        month = date.min
    far = timedelta(days=62)
    if month.year < 1900 or not is_within(month - far) or not is_within(month + far):
        month = dates.today()
    return month.replace(day=1)
