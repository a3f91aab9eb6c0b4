"""A pasted message as first values of a request, and what was read from which words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yingke.domains.customers import queries as customers
from yingke.domains.customers.queries import Recognised
from yingke.domains.visits.rules import enquiry as rules
from yingke.domains.visits.rules.enquiry import Enquiry, Found, When
from yingke.domains.visits.rules.names import same
from yingke.domains.visits.terms import Channel
from yingke.domains.visits.web.lead_time import AFTERNOON, MORNING
from yingke.foundation.kernel import clock
from yingke.foundation.ui import dates

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@dataclass(frozen=True)
class Finding:
    """A value as the reader sees it, and the words of the message that say it."""

    label: str
    value: str
    words: str = ""


@dataclass
class Prefill:
    """First values by the form's field names; `read` names those that the message says."""

    values: dict[str, Any] = field(default_factory=dict)
    read: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)

    def note(self, label: str, value: str, words: str = "", **values: Any) -> None:
        self.values |= values
        self.read |= values.keys()
        self.findings.append(Finding(label, value, "" if words == value else words))


def prefill(user: User, text: str) -> Prefill:
    """Read a message; RuleViolation where it is too long or holds control characters."""
    found = rules.read(text, today=timezone.localdate(clock.now()))
    recognised = customers.recognise(
        user, credit_codes=found.credit_codes, domains=found.domains, names=found.companies
    )
    filled = Prefill()
    if recognised:
        account = recognised.account
        filled.note(_("Customer"), account.label, recognised.words, account=account.pk)
    _dates(filled, found)
    _guests(filled, found, user, recognised)
    if found.is_mail:
        sender = found.sender or found.phone
        told = " · ".join(filter(None, (found.sender, found.phone)))
        filled.values |= {"channel": Channel.EMAIL.value}
        if sender:
            words = _("Email from %(sender)s") % {"sender": told}
            filled.note(_("Customer confirmation"), words, confirmation=words[:300])
    elif found.phone:
        filled.note(_("Phone"), found.phone, confirmation=found.phone)
    return filled


def _dates(filled: Prefill, found: Enquiry) -> None:
    if found.arrival is None:
        return
    arrives_at = _moment(found.arrival.value, MORNING)
    _note_moment(filled, _("Arrival"), found.arrival, "arrives_at", arrives_at)
    if found.departure is not None:
        leaves_at = _moment(found.departure.value, AFTERNOON)
        _note_moment(filled, _("Departure"), found.departure, "leaves_at", leaves_at)
        return
    usual = _moment(When(found.arrival.value.day), AFTERNOON)
    filled.values["leaves_at"] = max(usual, arrives_at + timedelta(hours=1))


def _note_moment(
    filled: Prefill, label: str, found: Found[When], name: str, moment: datetime
) -> None:
    day = dates.day_words(found.value.day)
    told = day if found.value.at is None else f"{day} {found.value.at:%H:%M}"
    filled.note(label, told, found.words, **{name: moment})


def _moment(when: When, usual: time) -> datetime:
    """The moment that the form shows as this day and time; at the usual time if none was told."""
    return timezone.make_aware(datetime.combine(when.day, when.at or usual))


def _guests(filled: Prefill, found: Enquiry, user: User, known: Recognised | None) -> None:
    people = found.people
    if found.headcount is not None:
        count = found.headcount.value
        words = ngettext("%(n)s guest", "%(n)s guests", count) % {"n": count}
        filled.note(_("Number of guests"), words, found.headcount.words, headcount=count)
    elif people:
        filled.values["headcount"] = len(people)
    if not people:
        return
    written = "; ".join(" ".join(filter(None, (one.name, one.title))) for one in people)
    filled.note(_("Guests"), written, identity=written[:500])
    if known is None:
        return
    contacts = list(customers.key_people(known.account).filter(active=True))
    filled.values["contacts"] = [
        row.pk for row in contacts if any(same(one.name, (row.name, row.name_en)) for one in people)
    ]
    new = [one for one in people if not any(same(one.name, (r.name, r.name_en)) for r in contacts)]
    filled.read |= {"contacts", "new"}
    filled.values["new"] = "\n".join(one.line for one in new)
