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
from yingke.foundation.kernel.naming import in_language
from yingke.foundation.ui import dates

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
    """The lead time of what stands in the form now; None while it cannot be told."""
    arrives_at, site = picked(form, "arrives_at"), picked(form, "site")
    visit_type = picked(form, "visit_type")
    fields: dict[str, Any] = form.fields
    site = site or fields["site"].queryset.first()
    visit_type = visit_type or fields["visit_type"].queryset.first()
    if not _is_moment(arrives_at) or site is None or visit_type is None:
        return None
    account = picked(form, "account") or Account(tier="")
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


def suggested_title(form: forms.Form) -> str:
    """Customer, visit type and day of arrival in the reader's language; "" without a customer."""
    account, visit_type = picked(form, "account"), picked(form, "visit_type")
    if account is None:
        return ""
    fields: dict[str, Any] = form.fields
    visit_type = visit_type or fields["visit_type"].queryset.first()
    return title_for(account, visit_type, picked(form, "arrives_at"))


def title_for(account: Account, visit_type: Any, arrives_at: datetime | None) -> str:
    """What a visit is called when nobody says otherwise."""
    day = dates.day_words(arrives_at) if arrives_at and _is_moment(arrives_at) else ""
    name = in_language(account.short_name or account.name, account.name_en)
    kind = visit_type.label if visit_type else ""
    return " · ".join(text for text in (name, kind, day) if text)[:200]


def _is_moment(value: Any) -> bool:
    return isinstance(value, datetime) and is_within(value)


def picked(form: forms.Form, name: str) -> Any:
    """The value of a field as it stands in the form now; None while it is empty or wrong."""
    value = form[name].value()
    if value in (None, ""):
        return None
    try:
        return form.fields[name].to_python(value)
    except ValidationError:
        return None
