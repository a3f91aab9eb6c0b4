"""Use cases of the identity package, the only writers of its tables.

`actor=None` is the system: the command line or a migration.
"""

from yingke.foundation.identity.services.delegations import delegate, end_delegation
from yingke.foundation.identity.services.installation import mark_sample
from yingke.foundation.identity.services.people import (
    create_user,
    save_preference,
    set_password,
    update_account,
    update_user,
)
from yingke.foundation.identity.services.roles import (
    create_role,
    grant_role,
    revoke_role,
    update_role,
)
from yingke.foundation.identity.services.units import create_unit, update_unit

__all__ = [
    "create_role",
    "create_unit",
    "create_user",
    "delegate",
    "end_delegation",
    "grant_role",
    "mark_sample",
    "revoke_role",
    "save_preference",
    "set_password",
    "update_account",
    "update_role",
    "update_unit",
    "update_user",
]
