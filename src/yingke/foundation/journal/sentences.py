"""How system events read in the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from yingke.foundation.journal import system_events as events
from yingke.foundation.journal.registry import describes
from yingke.foundation.policy.parameters import declared

if TYPE_CHECKING:
    from yingke.foundation.journal.models import Entry


@describes(events.UserAdded)
def user_added(entry: Entry, event: events.UserAdded) -> str:
    return _("created the user %(name)s") % {"name": event.name}


@describes(events.UserChanged)
def user_changed(entry: Entry, event: events.UserChanged) -> str:
    if event.after.get("is_active") is False:
        return _("deactivated the account of %(name)s") % {"name": event.name}
    if event.after.get("is_active"):
        return _("reactivated the account of %(name)s") % {"name": event.name}
    return _("changed the account of %(name)s") % {"name": event.name}


@describes(events.PasswordSet)
def password_set(entry: Entry, event: events.PasswordSet) -> str:
    return _("reset the password of %(name)s") % {"name": event.name}


@describes(events.RoleGranted)
def role_granted(entry: Entry, event: events.RoleGranted) -> str:
    if event.after.get("unit"):
        return _("granted %(name)s the role “%(role)s” in %(unit)s") % {
            "name": event.name,
            **event.after,
        }
    return _("granted %(name)s the role “%(role)s”") % {"name": event.name, **event.after}


@describes(events.RoleRevoked)
def role_revoked(entry: Entry, event: events.RoleRevoked) -> str:
    return _("revoked the role “%(role)s” from %(name)s") % {"name": event.name, **event.after}


@describes(events.Delegated)
def delegated(entry: Entry, event: events.Delegated) -> str:
    return _("delegated from %(name)s to %(taker)s") % {"name": event.name, **event.after}


@describes(events.DelegationEnded)
def delegation_ended(entry: Entry, event: events.DelegationEnded) -> str:
    return _("ended the delegation from %(name)s to %(taker)s") % {
        "name": event.name,
        **event.after,
    }


@describes(events.RoleAdded)
def role_added(entry: Entry, event: events.RoleAdded) -> str:
    return _("added the role “%(name)s”") % {"name": event.name}


@describes(events.RoleChanged)
def role_changed(entry: Entry, event: events.RoleChanged) -> str:
    return _("changed the role “%(name)s”") % {"name": event.name}


@describes(events.UnitAdded)
def unit_added(entry: Entry, event: events.UnitAdded) -> str:
    return _("added %(name)s to the organisation") % {"name": event.name}


@describes(events.UnitChanged)
def unit_changed(entry: Entry, event: events.UnitChanged) -> str:
    return _("changed %(name)s in the organisation") % {"name": event.name}


@describes(events.CalendarChanged)
def calendar_changed(entry: Entry, event: events.CalendarChanged) -> str:
    return _("changed the working calendar “%(name)s”") % {"name": event.name}


@describes(events.ParameterChanged)
def parameter_changed(entry: Entry, event: events.ParameterChanged) -> str:
    parameter = declared().get(event.name)
    title = str(parameter.title) if parameter else event.name
    return _("changed the parameter “%(title)s”") % {"title": title}


@describes(events.ClauseChanged)
def clause_changed(entry: Entry, event: events.ClauseChanged) -> str:
    return _("changed clause %(name)s of the procedure") % {"name": event.name}
