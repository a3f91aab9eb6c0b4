"""The register of permissions, and the door of a page."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from tests.factories.identity import make_user

from yingke.foundation.identity import permissions
from yingke.foundation.kernel.errors import NotAllowed


@permissions.needs("policy.see", "policy.edit")
def door(request: HttpRequest) -> HttpResponse:
    return HttpResponse("inside")


def asked_by(user: object) -> HttpRequest:
    request = HttpRequest()
    request.method, request.path, request.user = "GET", "/door/", user
    request.META["SERVER_NAME"], request.META["SERVER_PORT"] = "testserver", "80"
    return request


def test_every_permission_begins_with_a_package_and_is_described():
    assert all("." in code and str(words) for code, words in permissions.declared().items())
    assert list(permissions.declared()) == sorted(permissions.declared())


def test_what_is_personal_is_declared():
    assert permissions.personal() <= set(permissions.declared())
    assert "identity.manage" in permissions.personal()


def test_a_refusal_names_the_permission():
    permissions.require(True, "policy.edit")
    with pytest.raises(NotAllowed) as refused:
        permissions.require(False, "policy.edit")
    assert refused.value.params == {"permission": "policy.edit"}


@pytest.mark.django_db
def test_one_of_the_permissions_opens_the_door():
    assert door(asked_by(make_user(roles=["approver"]))).content == b"inside"


@pytest.mark.django_db
def test_a_person_without_them_finds_no_door():
    with pytest.raises(Http404):
        door(asked_by(make_user(roles=["host"])))


def test_who_has_not_signed_in_is_asked_to():
    answer = door(asked_by(AnonymousUser()))

    assert (answer.status_code, answer["Location"]) == (302, "/login/?next=/door/")
