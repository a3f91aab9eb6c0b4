"""Users, roles, units and sites: what each shows, and how it is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from yingke.foundation.identity import queries, services
from yingke.foundation.identity.models import OrgUnit, Role, Site, User
from yingke.foundation.identity.web.forms import RoleForm, SiteForm, UnitForm, UserForm
from yingke.foundation.ui import register
from yingke.foundation.ui.components.signs import pill
from yingke.foundation.ui.register import IN_USE, OUT_OF_USE, Bulk, Register
from yingke.foundation.ui.tables import Column, Filters

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.safestring import SafeString

STATES = [("", _("All")), ("active", _("Can sign in")), ("closed", _("Deactivated"))]


def _manages(user: User, row: object = None) -> bool:
    return user.may("identity.manage")


def _edits_sites(user: User, site: Site | None = None) -> bool:
    return user.may("identity.edit_sites")


class UserFilters(Filters):
    q = forms.CharField(label=_("Search"), required=False)
    role = forms.ModelChoiceField(
        label=_("Role"),
        queryset=Role.objects.all(),
        required=False,
        to_field_name="code",
        empty_label=_("All"),
    )
    state = forms.ChoiceField(label=_("Status"), choices=STATES, required=False)

    def narrow(self, queryset: QuerySet[User]) -> QuerySet[User]:
        wanted = self.cleaned_data
        if wanted["q"]:
            queryset = queries.matching(queryset, wanted["q"])
        if wanted["role"]:
            queryset = queryset.filter(pk__in=wanted["role"].grants.values("user"))
        if wanted["state"]:
            queryset = queryset.filter(is_active=wanted["state"] == "active")
        return queryset


def _state(user: User) -> SafeString:
    if user.is_active:
        return pill(gettext("Can sign in"), tone="green")
    return pill(gettext("Deactivated"))


def _allows(role: Role) -> str:
    count = len(role.permissions)
    return ngettext("%(n)s permission", "%(n)s permissions", count) % {"n": count}


def _holders(role: Any) -> str:
    return ngettext("%(n)s person", "%(n)s people", role.holders) % {"n": role.holders}


USERS = Register(
    code="users",
    model=User,
    label=_("People"),
    new=_("New person"),
    icon="users",
    path="settings/people/",
    needs=("identity.manage",),
    rows=lambda user: queries.people(),
    can_edit=_manages,
    columns=(
        Column("name", pgettext_lazy("person", "Name"), "label"),
        *("email", Column("roles", _("Roles"), queries.role_line)),
        Column("is_active", _("Status"), _state),
    ),
    filters=UserFilters,
    key=("email",),
    bulk=(
        Bulk("close", _("Deactivate account"), "lock", {"is_active": False}),
        Bulk("open", _("Reactivate account"), "key-round", {"is_active": True}),
    ),
    form=UserForm,
    save=services.save_user,
)
ROLES = Register(
    code="roles",
    model=Role,
    label=_("Roles"),
    new=_("New role"),
    icon="shield-check",
    path="settings/roles/",
    needs=("identity.manage",),
    rows=lambda user: queries.roles_with_holders(),
    can_edit=_manages,
    columns=(
        *("name", "code", Column("permissions", _("Permissions"), _allows)),
        Column("holders", _("Members"), _holders),
    ),
    order=("position", "code"),
    key=("code",),
    form=RoleForm,
    save=services.save_role,
)
UNITS = Register(
    code="units",
    model=OrgUnit,
    label=_("Organisation"),
    new=_("New unit"),
    icon="network",
    path="settings/organisation/",
    needs=("identity.manage",),
    rows=lambda user: queries.tree(),
    can_edit=_manages,
    columns=(Column("name", _("Name"), "place"), "kind", "code"),
    hidden=("parent",),
    filters=("kind",),
    order=("path",),
    key=("code",),
    form=UnitForm,
    save=services.save_unit,
)
SITES = Register(
    code="sites",
    model=Site,
    label=_("Sites"),
    new=_("New site"),
    icon="landmark",
    path="settings/sites/",
    rows=queries.sites_visible_to,
    can_edit=_edits_sites,
    columns=("name", "code", "address", "calendar"),
    hidden=("meeting_point", "timezone", "active"),
    key=("code",),
    bulk=(OUT_OF_USE, IN_USE),
    form=SiteForm,
    save=services.save_site,
)
register.add(USERS, ROLES, UNITS, SITES)
