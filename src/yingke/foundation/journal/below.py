"""Facts of the packages that the journal stands on: users, roles, units and parameters.

What they change is who may do what and which numbers hold, so an auditor looks here first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from yingke.foundation.identity.models import Site
from yingke.foundation.journal import services
from yingke.foundation.journal.events import event_class
from yingke.foundation.journal.records import RecordChanged
from yingke.foundation.journal.registry import describes
from yingke.foundation.kernel import facts
from yingke.foundation.policy.parameters import declared

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User
    from yingke.foundation.journal.models import Entry


@dataclass(frozen=True)
class FactBelow(RecordChanged):
    """The base of the facts that `keep` writes."""


class _UserFact(FactBelow):
    about = "identity.user", "id"


class _RoleFact(FactBelow):
    about = "identity.role", "id"


class _UnitFact(FactBelow):
    about = "identity.unit", "id"


class ParameterChanged(FactBelow):
    """`name` is the parameter's code; the subject is the change, which has the scope too."""

    kind = "policy.parameter_changed"
    about = "policy.change", "id"


class ClauseChanged(FactBelow):
    kind = "policy.clause_changed"
    about = "policy.clause", "id"


class UserAdded(_UserFact):
    kind = "identity.user_added"


class UserChanged(_UserFact):
    kind = "identity.user_changed"


class PasswordSet(_UserFact):
    kind = "identity.password_set"


class RoleGranted(_UserFact):
    kind = "identity.role_granted"


class RoleRevoked(_UserFact):
    kind = "identity.role_revoked"


class Delegated(_UserFact):
    kind = "identity.delegated"


class DelegationEnded(_UserFact):
    kind = "identity.delegation_ended"


class RoleAdded(_RoleFact):
    kind = "identity.role_added"


class RoleChanged(_RoleFact):
    kind = "identity.role_changed"


class _SiteFact(FactBelow):
    about = Site.journal_kind, "id"


class SiteAdded(_SiteFact):
    kind = "identity.site_added"


class SiteChanged(_SiteFact):
    kind = "identity.site_changed"


class UnitAdded(_UnitFact):
    kind = "identity.unit_added"


class UnitChanged(_UnitFact):
    kind = "identity.unit_changed"


def keep(sender: type[Any], actor: User | None, fact: facts.Fact, **_more: Any) -> None:
    """Write what a package below tells, in its transaction."""
    event = event_class(fact.kind)
    if event is None or not issubclass(event, FactBelow):
        raise LookupError(f"{fact.kind!r} is told, which is no fact of the journal")
    services.record(
        actor=actor,
        event=event(id=fact.id, name=fact.name, before=fact.before, after=fact.after),
    )


@describes(UserAdded)
def user_added(entry: Entry, event: UserAdded) -> str:
    return _("took in %(name)s") % {"name": event.name}


@describes(UserChanged)
def user_changed(entry: Entry, event: UserChanged) -> str:
    if event.after.get("is_active") is False:
        return _("locked the sign-in of %(name)s") % {"name": event.name}
    if event.after.get("is_active"):
        return _("opened the sign-in of %(name)s again") % {"name": event.name}
    return _("changed the account of %(name)s") % {"name": event.name}


@describes(PasswordSet)
def password_set(entry: Entry, event: PasswordSet) -> str:
    return _("gave %(name)s a new password") % {"name": event.name}


@describes(RoleGranted)
def role_granted(entry: Entry, event: RoleGranted) -> str:
    if event.after.get("unit"):
        return _("gave %(name)s the role “%(role)s” in %(unit)s") % {
            "name": event.name,
            **event.after,
        }
    return _("gave %(name)s the role “%(role)s”") % {"name": event.name, **event.after}


@describes(RoleRevoked)
def role_revoked(entry: Entry, event: RoleRevoked) -> str:
    return _("took the role “%(role)s” from %(name)s") % {"name": event.name, **event.after}


@describes(Delegated)
def delegated(entry: Entry, event: Delegated) -> str:
    return _("let %(taker)s act for %(name)s") % {"name": event.name, **event.after}


@describes(DelegationEnded)
def delegation_ended(entry: Entry, event: DelegationEnded) -> str:
    return _("%(taker)s no longer acts for %(name)s") % {"name": event.name, **event.after}


@describes(RoleAdded)
def role_added(entry: Entry, event: RoleAdded) -> str:
    return _("added the role “%(name)s”") % {"name": event.name}


@describes(RoleChanged)
def role_changed(entry: Entry, event: RoleChanged) -> str:
    return _("changed the role “%(name)s”") % {"name": event.name}


@describes(UnitAdded)
def unit_added(entry: Entry, event: UnitAdded) -> str:
    return _("added %(name)s to the organisation") % {"name": event.name}


@describes(UnitChanged)
def unit_changed(entry: Entry, event: UnitChanged) -> str:
    return _("changed %(name)s in the organisation") % {"name": event.name}


@describes(ParameterChanged)
def parameter_changed(entry: Entry, event: ParameterChanged) -> str:
    parameter = declared().get(event.name)
    title = str(parameter.title) if parameter else event.name
    return _("changed the parameter “%(title)s”") % {"title": title}


@describes(ClauseChanged)
def clause_changed(entry: Entry, event: ClauseChanged) -> str:
    return _("changed clause %(name)s of the procedure") % {"name": event.name}
