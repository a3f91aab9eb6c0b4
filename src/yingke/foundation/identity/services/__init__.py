"""Use cases of the identity package, the only writers of its tables.

`actor=None` is the system: the command line or a migration.
"""

from yingke.foundation.identity.services.delegations import delegate, end_delegation
from yingke.foundation.identity.services.installation import mark_sample
from yingke.foundation.identity.services.people import (
    save_preference,
    save_user,
    set_password,
    update_account,
)
from yingke.foundation.identity.services.roles import (
    grant_role,
    revoke_role,
    save_role,
)
from yingke.foundation.identity.services.sign_ins import allow_sign_in
from yingke.foundation.identity.services.sites import save_site
from yingke.foundation.identity.services.units import save_unit

__all__ = [
    "allow_sign_in",
    "delegate",
    "end_delegation",
    "grant_role",
    "mark_sample",
    "revoke_role",
    "save_preference",
    "save_role",
    "save_site",
    "save_unit",
    "save_user",
    "set_password",
    "update_account",
]
