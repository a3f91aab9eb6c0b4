"""Who may do what, and who is who."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from tests.factories.identity import make_unit, make_user

from yingke.foundation.identity import permissions, queries, services
from yingke.foundation.identity.models import Role, User, access
from yingke.foundation.kernel import clock

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 3, 2, 1, tzinfo=UTC)


def again(user: User) -> User:
    """The person as the next request loads him."""
    return User.objects.get(pk=user.pk)


def test_a_person_may_what_his_roles_say_and_nothing_else():
    approver = make_user(roles=["approver"])

    assert approver.may("visits.approve")
    assert not approver.may("identity.manage")


def test_a_person_without_a_role_may_nothing():
    assert access.permissions_of(make_user()) == frozenset()


def test_a_visitor_without_sign_in_may_nothing():
    assert access.permissions_of(AnonymousUser()) == frozenset()


def test_a_person_who_may_not_sign_in_any_more_may_nothing():
    admin = make_user(roles=["admin"])
    User.objects.filter(pk=admin.pk).update(is_active=False)

    assert access.permissions_of(again(admin)) == frozenset()


def test_a_superuser_may_everything_that_is_declared():
    root = User.objects.create_superuser("root@company.example", name="创始人")

    assert access.permissions_of(root) == frozenset(permissions.declared())


def test_permissions_take_one_query_and_are_asked_for_once(django_assert_num_queries):
    host = again(make_user(roles=["host", "guide"]))

    with django_assert_num_queries(1):
        assert host.may("visits.host")
        assert not host.may("visits.approve")


def test_a_delegation_holds_from_its_start_until_before_its_end():
    giver, taker = make_user(roles=["approver"]), make_user()
    with clock.at(MONDAY):
        services.delegate(
            actor=giver,
            taker_id=taker.pk,
            starts_at=MONDAY + timedelta(days=1),
            ends_at=MONDAY + timedelta(days=3),
            reason="出差",
        )

    moments = [MONDAY + timedelta(days=days) for days in (0, 1, 2, 3)]
    held = []
    listed = []
    for moment in moments:
        with clock.at(moment):
            held.append(again(taker).may("visits.approve"))
            listed.append(taker in queries.users_with("visits.approve"))
    assert held == [False, True, True, False]
    assert listed == held


def test_what_was_delegated_to_a_person_does_not_pass_on_from_him():
    first, second, third = make_user(roles=["approver"]), make_user(), make_user()
    with clock.at(MONDAY):
        for giver, taker in ((first, second), (second, third)):
            services.delegate(
                actor=giver,
                taker_id=taker.pk,
                starts_at=MONDAY,
                ends_at=MONDAY + timedelta(days=1),
                reason="休假",
            )

        assert again(second).may("visits.approve")
        assert not again(third).may("visits.approve")


def test_the_management_of_identities_stays_with_the_person():
    admin, taker = make_user(roles=["admin"]), make_user()
    with clock.at(MONDAY):
        services.delegate(
            actor=admin,
            taker_id=taker.pk,
            starts_at=MONDAY,
            ends_at=MONDAY + timedelta(days=1),
            reason="休假",
        )

        assert again(taker).may("policy.see")
        assert not again(taker).may("identity.manage")
        assert taker not in queries.users_with("identity.manage")


def test_users_with_a_permission_come_by_name_and_without_the_inactive():
    zhou = make_user("周宁", roles=["approver"])
    an = make_user("安然", roles=["manager", "approver"])
    gone = make_user("何方", roles=["approver"])
    make_user("林晓", roles=["host"])
    User.objects.filter(pk=gone.pk).update(is_active=False)

    assert list(queries.users_with("visits.approve")) == [an, zhou]


def test_users_in_a_role_of_a_unit_hold_it_there_or_above():
    company = make_unit("迎松科技")
    east = make_unit("华东分公司", parent=company, kind="branch")
    sales = make_unit("销售部", parent=east)
    research = make_unit("研发部", parent=company)
    everywhere = make_user("安然", roles=["approver"])
    of_east = make_user("何方", roles=["approver"], unit=east)
    of_research = make_user("周宁", roles=["approver"], unit=research)

    assert list(queries.users_in_role("approver")) == [everywhere, of_east, of_research]
    assert list(queries.users_in_role("approver", sales)) == [everywhere, of_east]
    assert list(queries.users_in_role("approver", company)) == [everywhere]


def test_the_seeded_roles_and_the_declared_permissions_agree():
    seeded = {code for role in Role.objects.all() for code in role.permissions}
    declared = set(permissions.declared())
    packages = {code.partition(".")[0] for code in declared}

    assert declared - seeded == set()
    assert {code for code in seeded if code.partition(".")[0] in packages} - declared == set()


def test_every_role_of_the_procedure_is_there():
    assert list(queries.roles().values_list("code", flat=True)) == [
        "requester",
        "coordinator",
        "host",
        "business",
        "guide",
        "interpreter",
        "logistics",
        "it",
        "approver",
        "manager",
        "account-manager",
        "director",
        "custodian",
        "finance",
        "front-desk",
        "security",
        "admin",
    ]
