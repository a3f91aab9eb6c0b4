"""The settings pages: people, roles and the organisation tree."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.factories.identity import make_unit, make_user

from yingke.foundation.identity.models import OrgUnit, Role, User
from yingke.foundation.imports import working

pytestmark = pytest.mark.django_db


def signed_in(*roles: str) -> Client:
    client = Client()
    client.force_login(make_user("管理员", roles=roles, language="en"))
    return client


def at(name: str, *args: object) -> str:
    return reverse(f"identity:{name}", args=args)


def test_to_a_person_without_the_permission_none_of_the_pages_is_there():
    user, unit = make_user(roles=["host"]), make_unit()
    role, grant = Role.objects.get(code="host"), user.grants.get()
    pages = [
        at("users-list"),
        at("users-new"),
        at("users-detail", user.pk),
        at("users-edit", user.pk),
        at("give-password", user.pk),
        at("grant-role", user.pk),
        at("revoke-role", user.pk, grant.pk),
        at("roles-list"),
        at("roles-new"),
        at("roles-detail", role.pk),
        at("roles-edit", role.pk),
        at("units-list"),
        at("units-new"),
        at("units-edit", unit.pk),
    ]
    stranger = signed_in("manager", "coordinator")

    assert {stranger.get(page).status_code for page in pages} == {404}
    assert {stranger.post(page).status_code for page in pages} == {404, 405}
    assert {Client().get(page).status_code for page in pages} == {302}


def test_the_list_finds_people_by_name_pinyin_role_and_state():
    host = make_user("何方", roles=["host"], email="he@company.example")
    gone = make_user("周宁", email="zhou@company.example")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    admin = signed_in("admin")

    def found(query: str) -> set[str]:
        html = admin.get(at("users-list") + query).content.decode()
        return {user.email for user in (host, gone) if user.email in html}

    assert found("") == {"he@company.example", "zhou@company.example"}
    assert found("?q=zhou") == {"zhou@company.example"}
    assert found("?q=何") == {"he@company.example"}
    assert found("?role=host") == {"he@company.example"}
    assert found("?state=closed") == {"zhou@company.example"}


@pytest.mark.parametrize("name", ["users-list", "roles-list", "units-list"])
def test_a_list_costs_the_same_with_one_row_and_with_three(name, django_assert_max_num_queries):
    admin = signed_in("admin")
    company = make_unit("迎松科技")
    counts = []
    for more in (1, 2):
        for number in range(more):
            unit = make_unit(f"部门{number}", parent=company)
            make_user(roles=["host", "guide"], unit=unit)
        admin.get(at(name))
        with django_assert_max_num_queries(12) as asked:
            admin.get(at(name))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_person_is_taken_in_and_given_a_role():
    admin, company = signed_in("admin"), make_unit("迎松科技")
    about = {"email": "He@company.example", "name": "何方", "password": "four-pines-here"}
    answer = admin.post(at("users-new"), about)
    user = User.objects.get(email="he@company.example")
    assert answer["Location"] == at("users-detail", user.pk)

    role = Role.objects.get(code="host")
    admin.post(at("grant-role", user.pk), {"role": role.pk, "unit": company.pk})
    assert user.may("visits.host")
    assert "迎松科技" in admin.get(at("users-detail", user.pk)).content.decode()

    admin.post(at("revoke-role", user.pk, user.grants.get().pk))
    assert not User.objects.get(pk=user.pk).may("visits.host")


def test_a_weak_first_password_is_refused_at_its_field():
    answer = signed_in("admin").post(
        at("users-new"), {"email": "he@company.example", "name": "何方", "password": "12345678"}
    )

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"password"}


def test_an_address_that_is_taken_comes_back_with_a_sentence():
    make_user(email="he@company.example")
    answer = signed_in("admin").post(
        at("users-new"), {"email": "he@company.example", "name": "何方"}
    )

    assert answer.status_code == 422
    assert "This email address is already in use." in answer.content.decode()


def test_who_was_overtaken_by_another_editor_is_told():
    user, admin = make_user("林晓"), signed_in("admin")
    change = {"email": user.email, "name": "林一", "is_active": "on", "version": 1}
    admin.post(at("users-edit", user.pk), change)
    answer = admin.post(at("users-edit", user.pk), change | {"name": "林二"})

    assert answer.status_code == 422
    assert "Someone else has edited this." in answer.content.decode()
    assert User.objects.get(pk=user.pk).name == "林一"


def test_a_new_password_is_given():
    user = make_user()
    signed_in("admin").post(at("give-password", user.pk), {"password": "another-pine-5"})

    assert User.objects.get(pk=user.pk).check_password("another-pine-5")


def test_the_history_of_a_person_tells_of_the_roles():
    user, admin = make_user("林晓", roles=["host"]), signed_in("admin")
    admin.post(at("revoke-role", user.pk, user.grants.get().pk))

    page = admin.get(at("users-detail", user.pk))
    assert [line.who for line in page.context["history"]] == ["管理员", "Yingke", "Yingke"]


def test_accounts_are_closed_together_and_never_the_own_one():
    users = [make_user("林晓"), make_user("周宁")]
    client, admin = Client(), make_user(roles=["admin"])
    client.force_login(admin)
    client.post(at("users-bulk", "close"), {"pk": [users[0].pk, admin.pk]})
    assert User.objects.filter(is_active=True).count() == 3

    client.post(at("users-bulk", "close"), {"pk": [user.pk for user in users]})
    assert User.objects.get(is_active=True) == admin


def test_a_refused_revocation_is_said_on_the_page():
    client = Client()
    admin = make_user(roles=["admin"], language="en")
    client.force_login(admin)
    answer = client.post(at("revoke-role", admin.pk, admin.grants.get().pk), follow=True)

    assert "You would no longer be able to manage people and roles." in answer.content.decode()
    assert admin.grants.count() == 1


def test_a_role_is_edited_and_shows_its_holders():
    host, admin = make_user("何方", roles=["host"]), signed_in("admin")
    role = Role.objects.get(code="host")
    change = {"name": "东道", "permissions": ["policy.see"], "version": 1}
    admin.post(at("roles-edit", role.pk), change)

    role.refresh_from_db()
    assert (role.name, role.permissions, role.version) == ("东道", ["policy.see"], 2)
    html = admin.get(at("roles-detail", role.pk)).content.decode()
    assert host.name in html
    assert "View procedure parameters and their history" in html


def test_a_role_is_added_and_its_code_is_its_own():
    admin = signed_in("admin")
    about = {"code": "photographer", "name": "摄影", "name_en": "Photographer"}
    admin.post(at("roles-new"), about)
    again = admin.post(at("roles-new"), about)

    assert Role.objects.get(code="photographer").permissions == []
    assert (again.status_code, "code" in again.context["form"].errors) == (422, True)


def test_the_tree_is_built_and_changed():
    admin = signed_in("admin")
    admin.post(at("units-new"), {"kind": "company", "code": "yingsong", "name": "迎松科技"})
    company = OrgUnit.objects.get(code="yingsong")
    below = {"kind": "department", "parent": company.pk, "code": "rd", "name": "研发部"}
    admin.post(at("units-new"), below)
    unit = OrgUnit.objects.get(code="rd")
    change = {"kind": "branch", "parent": company.pk, "name": "研发院", "version": 1}
    admin.post(at("units-edit", unit.pk), change)

    unit.refresh_from_db()
    assert (unit.path, unit.kind, unit.name) == ("yingsong/rd/", "branch", "研发院")
    html = admin.get(at("units-list")).content.decode()
    assert html.index("迎松科技") < html.index("研发院")


def test_a_company_below_another_unit_is_refused_at_its_field():
    company = make_unit("迎松科技")
    answer = signed_in("admin").post(
        at("units-new"), {"kind": "company", "parent": company.pk, "code": "x", "name": "子公司"}
    )

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"parent"}


def test_a_unit_shows_what_is_below_it_and_offers_to_add_there():
    company = make_unit("迎松科技")
    below, admin = make_unit("研发部", parent=company), signed_in("admin")
    page = admin.get(at("units-detail", company.pk))

    assert at("units-detail", below.pk) in page.text
    form = admin.get(page.context["add_url"]).context["form"]
    assert (form["parent"].value(), form["kind"].value()) == (str(company.pk), "department")


def test_a_file_brings_a_whole_tree():
    admin = signed_in("admin")
    lines = (
        "kind,parent,code,name\ncompany,,ys,迎松科技\nbranch,ys,sz,苏州公司\n"
        "department,sz,rd,研发部\n"
    )
    file = SimpleUploadedFile("units.csv", lines.encode())
    page = admin.post(at("units-import"), {"file": file})["Location"]
    admin.post(f"{page}check/", {"column": ["kind", "parent", "code", "name"]})
    number = int(page.split("/")[-2])
    working.check(import_id=number)
    admin.post(f"{page}write/")
    working.write(import_id=number)

    assert list(OrgUnit.objects.values_list("path", flat=True)) == ["ys/", "ys/sz/", "ys/sz/rd/"]
