"""Taking people in and changing what is kept about them."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.test import Client
from tests.factories.identity import PASSWORD, make_user

from yingke.foundation.identity import services
from yingke.foundation.identity.models import User
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation

pytestmark = pytest.mark.django_db


def changed(user: User, **fields: object) -> dict[str, object]:
    columns = ("email", "name", "name_en", "is_active", "version")
    return {column: getattr(user, column) for column in columns} | fields


def test_a_person_is_taken_in_with_a_small_address_and_a_sort_key():
    user = services.save_user(
        actor=None, email=" Lin.Xiao@Company.Example ", name="林晓", password="four-pines-here"
    )

    assert (user.email, user.sort_key) == ("lin.xiao@company.example", "lin xiao")
    assert user.check_password("four-pines-here")
    assert User.objects.get_by_natural_key("LIN.XIAO@company.example") == user


def test_a_person_without_a_password_cannot_use_one():
    user = services.save_user(actor=None, email="a@company.example", name="安然")

    assert not user.has_usable_password()


def test_an_address_is_taken_once_in_whatever_case():
    make_user(email="lin@company.example")

    with pytest.raises(RuleViolation) as refused:
        services.save_user(actor=None, email="LIN@company.example", name="林")
    assert (refused.value.code, refused.value.field) == ("email_taken", "email")


def test_the_database_keeps_addresses_small():
    user = make_user()
    with pytest.raises(IntegrityError, match="identity_user_email_lower"), transaction.atomic():
        User.objects.filter(pk=user.pk).update(email="Big@company.example")


def test_who_manages_identities_takes_in_and_others_do_not():
    services.save_user(actor=make_user(roles=["admin"]), email="b@company.example", name="何方")

    with pytest.raises(NotAllowed):
        services.save_user(
            actor=make_user(roles=["manager"]), email="c@company.example", name="周宁"
        )


def test_a_change_of_name_moves_the_person_in_the_lists():
    user = make_user("林晓")
    services.save_user(actor=None, pk=user.pk, **changed(user, name="安晓", name_en="An"))

    user.refresh_from_db()
    assert (user.name, user.name_en, user.sort_key, user.version) == ("安晓", "An", "an xiao", 2)


def test_the_former_address_opens_nothing_any_more():
    user = make_user(email="old@company.example")
    EmailAddress.objects.create(user=user, email="old@company.example", verified=True)
    services.save_user(actor=None, pk=user.pk, **changed(user, email="new@company.example"))

    assert not Client().login(email="old@company.example", password=PASSWORD)
    assert Client().login(email="new@company.example", password=PASSWORD)


def test_of_two_editors_the_slower_one_is_told():
    user = make_user("林晓")
    services.save_user(actor=None, pk=user.pk, **changed(user, name="林一"))

    with pytest.raises(RuleViolation) as refused:
        services.save_user(actor=None, pk=user.pk, **changed(user, name="林二"))
    assert refused.value.code == "stale"
    assert User.objects.get(pk=user.pk).name == "林一"


def test_nobody_closes_his_own_account():
    admin = make_user(roles=["admin"])

    with pytest.raises(RuleViolation) as refused:
        services.save_user(actor=admin, pk=admin.pk, **changed(admin, is_active=False))
    assert refused.value.code == "own_account_locked"


def test_a_closed_account_has_no_permissions_left():
    admin, host = make_user(roles=["admin"]), make_user(roles=["host"])
    services.save_user(actor=admin, pk=host.pk, **changed(host, is_active=False))

    assert not User.objects.get(pk=host.pk).may("visits.host")


def test_a_person_changes_his_own_account():
    user = make_user("林晓")
    services.update_account(actor=user, name="林小", name_en="Lin", language="en", theme="dark")

    user.refresh_from_db()
    assert (user.name, user.sort_key, user.language, user.theme) == (
        "林小",
        "lin xiao",
        "en",
        "dark",
    )


def test_a_choice_on_a_page_is_kept_with_the_account():
    user = make_user()
    services.save_preference(user, language="en")
    services.save_preference(user, theme="dark")

    user.refresh_from_db()
    assert (user.language, user.theme) == ("en", "dark")


def test_who_manages_identities_gives_a_new_password():
    user = make_user()
    services.set_password(actor=make_user(roles=["admin"]), user_id=user.pk, password="new-pine-77")

    user.refresh_from_db()
    assert user.check_password("new-pine-77")
    with pytest.raises(NotAllowed):
        services.set_password(actor=user, user_id=user.pk, password="my-own-pine")
