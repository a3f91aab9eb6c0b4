"""What somebody must look at at a customer: birthdays that are near, possible duplicates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from yingke.domains.customers import queries
from yingke.domains.customers.models import Account, Contact
from yingke.domains.customers.registers import Attention, Note
from yingke.domains.customers.rules.birthdays import next_birthday
from yingke.domains.customers.terms import Consent
from yingke.domains.customers.web.registers import CONTACTS
from yingke.foundation.kernel import clock
from yingke.foundation.policy import queries as policy
from yingke.foundation.ui import dates

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

NEW: Final = timedelta(days=1)  # until the nightly comparison has seen it


def _birthdays(user: User, accounts: Sequence[Account]) -> Mapping[int, list[Note]]:
    today = clock.today(ZoneInfo(settings.TIME_ZONE))
    ahead = cast("timedelta", policy.value("customers.birthday_notice"))
    people = Contact.objects.filter(account__in=accounts, active=True, birthday__isnull=False)
    notes: dict[int, list[Note]] = {}
    for person in people.exclude(consent=Consent.REFUSED):
        born = cast("date", person.birthday)
        day = next_birthday(born, today, lunar=person.birthday_is_lunar)
        if day - today <= ahead:
            title = _("Birthday of %(name)s") % {"name": person.label}
            url = CONTACTS.url("edit", person.pk)
            note = Note("amber", title, dates.year_day(day), url)
            notes.setdefault(person.account_id, []).append(note)
    return notes


def _similar(user: User, rows: Sequence[Any]) -> Mapping[int, Sequence[Note]]:
    """For the page of a customer just added: whom its name may mean already."""
    if len(rows) != 1 or rows[0].created_at < clock.now() - NEW:
        return {}
    account: Account = rows[0]
    found = queries.similar(user, account.name, without=account.pk)
    return {account.pk: [_note(one.account) for one in found]}


def _note(account: Account) -> Note:
    title = _("This customer may already exist")
    return Note("amber", title, text=f"{account.label} · {account.number}")


BIRTHDAYS: Final = Attention("birthdays", _birthdays)
SIMILAR: Final = Attention("similar-customers", _similar)
