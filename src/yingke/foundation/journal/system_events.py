"""Events of the packages below the journal: users, roles, units and parameters.

Identity and policy cannot import the journal, so they send `kernel.signals.change_made` and
`record_change` writes the entry.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from yingke.foundation.identity.models import Site
from yingke.foundation.journal import services
from yingke.foundation.journal.events import event_class
from yingke.foundation.journal.records import RecordChanged

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User
    from yingke.foundation.kernel.signals import Change


@dataclass(frozen=True)
class SystemEvent(RecordChanged):
    """A change in identity or policy."""


class _UserEvent(SystemEvent):
    about = "identity.user", "id"


class _RoleEvent(SystemEvent):
    about = "identity.role", "id"


class _UnitEvent(SystemEvent):
    about = "identity.unit", "id"


class ParameterChanged(SystemEvent):
    """`name` is the code of the parameter; the subject is its `PolicyChange`."""

    kind = "policy.parameter_changed"
    about = "policy.change", "id"


class ClauseChanged(SystemEvent):
    kind = "policy.clause_changed"
    about = "policy.clause", "id"


class UserAdded(_UserEvent):
    kind = "identity.user_added"


class UserChanged(_UserEvent):
    kind = "identity.user_changed"


class PasswordSet(_UserEvent):
    kind = "identity.password_set"


class RoleGranted(_UserEvent):
    kind = "identity.role_granted"


class RoleRevoked(_UserEvent):
    kind = "identity.role_revoked"


class Delegated(_UserEvent):
    kind = "identity.delegated"


class DelegationEnded(_UserEvent):
    kind = "identity.delegation_ended"


class RoleAdded(_RoleEvent):
    kind = "identity.role_added"


class RoleChanged(_RoleEvent):
    kind = "identity.role_changed"


class _SiteEvent(SystemEvent):
    about = Site.journal_kind, "id"


class SiteAdded(_SiteEvent):
    kind = "identity.site_added"


class SiteChanged(_SiteEvent):
    kind = "identity.site_changed"


class CalendarChanged(SystemEvent):
    """`after` holds days (ISO 8601) as "working" or "off" with a note, or the hours of a day."""

    kind = "kernel.calendar_changed"
    about = "kernel.calendar", "id"


class UnitAdded(_UnitEvent):
    kind = "identity.unit_added"


class UnitChanged(_UnitEvent):
    kind = "identity.unit_changed"


def record_change(sender: type[Any], actor: User | None, change: Change, **_more: Any) -> None:
    """Write an entry for a change that a package below reported, in its transaction."""
    event = event_class(change.kind)
    if event is None or not issubclass(event, SystemEvent):
        raise LookupError(f"no system event has the kind {change.kind!r}")
    services.record(
        actor=actor,
        event=event(id=change.id, name=change.name, before=change.before, after=change.after),
    )
