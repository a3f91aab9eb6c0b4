"""The tables of the identity package."""

from yingke.foundation.identity.models.delegation import Delegation
from yingke.foundation.identity.models.installation import Installation
from yingke.foundation.identity.models.roles import Grant, Role
from yingke.foundation.identity.models.sessions import Session
from yingke.foundation.identity.models.sign_ins import SignInTries
from yingke.foundation.identity.models.sites import Site
from yingke.foundation.identity.models.units import OrgUnit
from yingke.foundation.identity.models.users import User, UserManager

__all__ = [
    "Delegation",
    "Grant",
    "Installation",
    "OrgUnit",
    "Role",
    "Session",
    "SignInTries",
    "Site",
    "User",
    "UserManager",
]
