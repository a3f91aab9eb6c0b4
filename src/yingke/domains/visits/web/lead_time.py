"""The lead time of a request being written, and the initial values of a new one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from yingke.domains.customers.models import Account
from yingke.domains.visits.models import Visit
from yingke.domains.visits.queries.facts import parameter
from yingke.domains.visits.services.requests import judge_lead_time
from yingke.domains.visits.terms import LeadClass
from yingke.foundation.kernel import calendars, clock
from yingke.foundation.kernel.bounds import is_within
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.kernel.ids import parse_id

USUAL_LEAD = 5  # working days
MORNING, AFTERNOON = time(9, 30), time(17, 0)


@dataclass(frozen=True)
class Lead:
    """The lead time and what the procedure requires; `late` needs a reason."""

    lead_class: str
    working_days: int
    hours: int
    normal_days: int
    urgent_hours: int
    unpublished: int | None = None  # a year before the arrival whose holidays are unknown

    @property
    def late(self) -> bool:
        return self.lead_class != LeadClass.NORMAL

    @property
    def exception(self) -> bool:
        return self.lead_class == LeadClass.EXCEPTION


def first_values(given: Mapping[str, str]) -> dict[str, Any]:
    """Return initial values of a request: the customer of the URL, a usual date, working hours."""
    calendar = calendars.for_calendar()
    today = clock.now().astimezone(calendar.tz).date()
    day = calendar.add_working_days(today, USUAL_LEAD)
    values: dict[str, Any] = {
        "arrives_at": calendar.at(day, MORNING),
        "leaves_at": calendar.at(day, AFTERNOON),
    }
    account = parse_id(given.get("account", ""))
    if account is not None:
        values["account"] = account
    return values


def of_form(form: forms.Form) -> Lead | None:
    """Return the lead time for the form's current values; None if they do not determine it."""
    arrives_at, site = _picked(form, "arrives_at"), _picked(form, "site")
    visit_type = _picked(form, "visit_type")
    fields: dict[str, Any] = form.fields
    site = site or fields["site"].queryset.first()
    visit_type = visit_type or fields["visit_type"].queryset.first()
    if not _is_moment(arrives_at) or site is None or visit_type is None:
        return None
    account = _picked(form, "account") or Account(tier="")
    visit = Visit(arrives_at=arrives_at, site=site, visit_type=visit_type, account=account)
    try:
        judged = judge_lead_time(visit)
    except RuleViolation:
        return None
    urgent: timedelta = parameter(visit, "visit.lead_time.urgent")
    calendar = calendars.for_calendar(site.calendar)
    years = calendar.unpublished_years(clock.today(calendar.tz), arrives_at.date())
    return Lead(
        judged.lead_class,
        judged.working_days,
        int(judged.hours.total_seconds() // 3600),
        int(parameter(visit, "visit.lead_time.normal")),
        int(urgent.total_seconds() // 3600),
        next(iter(years), None),
    )


def _is_moment(value: Any) -> bool:
    return isinstance(value, datetime) and is_within(value)


def _picked(form: forms.Form, name: str) -> Any:
    value = form[name].value()
    if value in (None, ""):
        return None
    try:
        return form.fields[name].to_python(value)
    except ValidationError:
        return None
