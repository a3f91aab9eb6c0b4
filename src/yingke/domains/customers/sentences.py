"""Sentences of this package's events in an activity feed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from yingke.domains.customers import events
from yingke.domains.customers.models import Account, Contact
from yingke.domains.customers.terms import (
    AgreementKind,
    PreferenceKind,
    RelationshipKind,
    Stance,
    Tier,
)
from yingke.foundation.journal import describes
from yingke.foundation.journal.records import field_names

if TYPE_CHECKING:
    from yingke.foundation.journal.models import Entry


@describes(events.AccountCreated)
def account_created(entry: Entry, event: events.AccountCreated) -> str:
    return _("added the customer %(name)s (%(number)s)") % {
        "name": event.name,
        "number": event.number,
    }


@describes(events.AccountChanged)
def account_changed(entry: Entry, event: events.AccountChanged) -> str:
    return _("changed %(fields)s") % {"fields": field_names(Account, event.after)}


@describes(events.TierChanged)
def tier_changed(entry: Entry, event: events.TierChanged) -> str:
    return _("changed the tier from “%(before)s” to “%(after)s”: %(reason)s") % {
        "before": Tier(event.before).label,
        "after": Tier(event.after).label,
        "reason": event.reason,
    }


@describes(events.AccountsMerged)
def accounts_merged(entry: Entry, event: events.AccountsMerged) -> str:
    return _("merged %(name)s (%(number)s) into this customer") % {
        "name": event.name,
        "number": event.number,
    }


@describes(events.MergeUndone)
def merge_undone(entry: Entry, event: events.MergeUndone) -> str:
    return _("undid the merge of %(name)s (%(number)s)") % {
        "name": event.name,
        "number": event.number,
    }


@describes(events.DuplicateDismissed)
def duplicate_dismissed(entry: Entry, event: events.DuplicateDismissed) -> str:
    return _("confirmed that %(name)s is a different customer") % {"name": event.other_name}


@describes(events.ContactAdded)
def contact_added(entry: Entry, event: events.ContactAdded) -> str:
    return _("added the contact %(name)s") % {"name": event.name}


@describes(events.ContactChanged)
def contact_changed(entry: Entry, event: events.ContactChanged) -> str:
    if event.after.get("active") is False:
        return _("marked %(name)s as having left") % {"name": event.name}
    return _("changed %(fields)s for %(name)s") % {
        "fields": field_names(Contact, event.after),
        "name": event.name,
    }


@describes(events.PreferenceNoted)
def preference_noted(entry: Entry, event: events.PreferenceNoted) -> str:
    """A confidential preference is mentioned without its text."""
    if event.text is None:
        return _("added a confidential note (%(kind)s)") % {"kind": _kind(event)}
    return _("added a %(stance)s (%(kind)s): %(text)s") % {
        "stance": Stance(event.stance).label,
        "kind": _kind(event),
        "text": event.text,
    }


@describes(events.PreferenceRemoved)
def preference_removed(entry: Entry, event: events.PreferenceRemoved) -> str:
    return _("removed a note (%(kind)s)") % {"kind": _kind(event)}


@describes(events.AgreementSigned)
def agreement_signed(entry: Entry, event: events.AgreementSigned) -> str:
    return _("added a signed agreement: %(kind)s") % {
        "kind": AgreementKind(event.agreement_kind).label
    }


@describes(events.AgreementRevoked)
def agreement_revoked(entry: Entry, event: events.AgreementRevoked) -> str:
    return _("revoked an agreement (%(kind)s): %(reason)s") % {
        "kind": AgreementKind(event.agreement_kind).label,
        "reason": event.reason,
    }


def _kind(event: events.PreferenceNoted | events.PreferenceRemoved) -> str:
    kind = str(PreferenceKind(event.preference_kind).label)
    return f"{event.contact_name}, {kind}" if event.contact_name else kind


@describes(events.RelationshipAdded)
def relationship_added(entry: Entry, event: events.RelationshipAdded) -> str:
    words = {"name": event.name, "other": event.other_name}
    if event.relationship == RelationshipKind.BLOCKS:
        return _("noted that %(name)s blocks %(other)s") % words
    return _("noted that %(name)s influences %(other)s") % words


@describes(events.RelationshipRemoved)
def relationship_removed(entry: Entry, event: events.RelationshipRemoved) -> str:
    words = {"name": event.name, "other": event.other_name}
    return _("removed the relationship of %(name)s to %(other)s") % words
