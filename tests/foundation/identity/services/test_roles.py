"""Editing roles and who holds them."""

from __future__ import annotations

import pytest
from tests.factories.identity import make_unit, make_user

from yingke.foundation.identity import permissions as registry
from yingke.foundation.identity import services
from yingke.foundation.identity.models import Grant, Role, User
from yingke.foundation.identity.services import roles
from yingke.foundation.journal import queries as journal
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation

pytestmark = pytest.mark.django_db


def changed(role: Role, **fields: object) -> dict[str, object]:
    columns = ("name", "name_en", "permissions", "version")
    return {column: getattr(role, column) for column in columns} | fields


def test_what_a_role_allows_holds_for_its_holders_from_the_next_request():
    host = make_user(roles=["host"])
    role = Role.objects.get(code="host")
    wider = [*role.permissions, "policy.see"]
    services.save_role(actor=None, pk=role.pk, **changed(role, permissions=wider))

    assert User.objects.get(pk=host.pk).may("policy.see")


def test_of_two_editors_the_slower_one_is_told():
    role = Role.objects.get(code="host")
    services.save_role(actor=None, pk=role.pk, **changed(role, name="主人"))

    with pytest.raises(RuleViolation) as refused:
        services.save_role(actor=None, pk=role.pk, **changed(role, name="东道"))
    assert refused.value.code == "stale"
    assert Role.objects.get(code="host").name == "主人"


def test_a_permission_that_nobody_declares_does_not_come_in():
    role = Role.objects.get(code="host")
    wrong = ["policy.see", "no.such"]

    with pytest.raises(RuleViolation) as refused:
        services.save_role(actor=None, pk=role.pk, **changed(role, permissions=wrong))
    assert (refused.value.code, refused.value.params) == (
        "unknown_permission",
        {"codes": ["no.such"]},
    )


def test_a_permission_of_a_package_that_is_gone_may_stay():
    role = Role.objects.get(code="host")
    Role.objects.filter(pk=role.pk).update(permissions=["gone.do"])
    services.save_role(
        actor=None, pk=role.pk, **changed(role, permissions=["gone.do", "policy.see"])
    )

    assert Role.objects.get(code="host").permissions == ["gone.do", "policy.see"]


def test_nobody_takes_the_management_of_identities_from_himself():
    admin = make_user(roles=["admin"])
    role = Role.objects.get(code="admin")

    with pytest.raises(RuleViolation) as by_role:
        services.save_role(actor=admin, pk=role.pk, **changed(role, permissions=["policy.see"]))
    with pytest.raises(RuleViolation) as by_grant:
        services.revoke_role(actor=admin, grant_id=admin.grants.get().pk)
    assert by_role.value.code == by_grant.value.code == "own_management_lost"
    assert User.objects.get(pk=admin.pk).may("identity.manage")


def test_one_of_two_ways_to_manage_may_go():
    admin = make_user(roles=["admin"])
    services.save_role(
        actor=admin, code="second", name="二", name_en="", permissions=["identity.manage"]
    )
    services.grant_role(actor=admin, user_id=admin.pk, role_code="second")
    services.revoke_role(actor=admin, grant_id=admin.grants.get(role__code="admin").pk)

    assert User.objects.get(pk=admin.pk).may("identity.manage")


def test_a_role_is_given_once_however_often_it_is_asked_for():
    user, company = make_user(), make_unit("迎松科技")
    for unit in (None, None, company.pk, company.pk):
        services.grant_role(actor=None, user_id=user.pk, role_code="host", unit_id=unit)

    assert Grant.objects.filter(user=user).count() == 2


def test_a_role_that_is_taken_away_allows_nothing_any_more():
    user = make_user(roles=["host"])
    services.revoke_role(actor=make_user(roles=["admin"]), grant_id=user.grants.get().pk)

    assert not User.objects.get(pk=user.pk).may("visits.host")


def test_a_new_role_stands_after_the_others_and_its_code_is_its_own():
    role = services.save_role(
        actor=None, code="photographer", name="摄影", name_en="Photographer", permissions=[]
    )

    assert list(Role.objects.all())[-1] == role
    with pytest.raises(RuleViolation) as refused:
        services.save_role(actor=None, code="host", name="x", name_en="", permissions=[])
    assert (refused.value.code, refused.value.field) == ("taken", "code")


def test_others_do_not_touch_roles():
    manager = make_user(roles=["manager"])
    role = Role.objects.get(code="manager")

    with pytest.raises(NotAllowed):
        services.save_role(actor=manager, pk=role.pk, **changed(role))
    with pytest.raises(NotAllowed):
        services.grant_role(actor=manager, user_id=manager.pk, role_code="admin")
    with pytest.raises(NotAllowed):
        services.revoke_role(actor=manager, grant_id=manager.grants.get().pk)
    with pytest.raises(NotAllowed):
        services.save_role(actor=manager, code="x", name="x", name_en="", permissions=[])


def test_a_fresh_installation_has_the_defaults_and_nothing_else():
    held = {role.code: set(role.permissions) for role in Role.objects.all()}
    assert held == {code: set(registry.defaults().get(code, ())) for code in held}


def test_a_new_permission_is_given_once_and_stays_taken(monkeypatch):
    make_user()
    host = Role.objects.get(code="host")
    new = {"host": registry.defaults()["host"] | {"gardens.water"}}
    monkeypatch.setattr(registry, "defaults", lambda: new)
    roles.offer_defaults(Role.objects)
    host.refresh_from_db()
    assert "gardens.water" in host.permissions
    assert journal.about("identity.role", host.pk).get().data["after"]["permissions"]
    host.permissions.remove("gardens.water")
    host.permissions.remove("visits.host")
    host.save()
    roles.offer_defaults(Role.objects)
    host.refresh_from_db()
    assert not {"gardens.water", "visits.host"} & set(host.permissions)
