"""Contacts, notes and agreements on the page of a customer."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.factories.customers import make_account, make_contact, make_nda, make_preference
from tests.factories.identity import make_user
from tests.objects.checks import same_queries

from yingke.domains.customers.models import Agreement, Contact, Preference

pytestmark = pytest.mark.django_db


def paper(name, text):
    return SimpleUploadedFile(name, text.encode())


@pytest.fixture
def manager(client):
    user = make_user("客户经理", roles=["account-manager"])
    client.force_login(user)
    return user


PERSON = {
    "name": "林国栋",
    "language": "zh",
    "decision_role": "decider",
    "influence": "5",
    "attitude": "supportive",
    "consent": "unknown",
    "active": "on",
}


def test_a_contact_is_added_and_edited(client, manager):
    account = make_account(manager=manager)
    url = reverse("customers:contacts-new", query={"account": account.pk})
    assert client.get(url).context["form"]["account"].value() == str(account.pk)
    person = PERSON | {"phone": "13812345678", "account": account.pk}
    assert client.post(url, person).url == reverse("customers:detail", args=[account.pk])
    contact = Contact.objects.get()
    assert (contact.influence, contact.phone) == (5, "+8613812345678")
    edit = reverse("customers:contacts-edit", args=[contact.pk])
    assert client.post(edit, PERSON | {"title": "董事长", "version": 1}).status_code == 302
    contact.refresh_from_db()
    assert contact.title == "董事长"


def test_a_wrong_phone_comes_back_with_the_text(client, manager):
    account = make_account(manager=manager)
    url = reverse("customers:contacts-new")
    page = client.post(url, PERSON | {"phone": "找前台", "account": account.pk})
    assert page.status_code == 422
    assert "找前台" in page.context["form"].errors["phone"][0]
    assert not Contact.objects.exists()


def test_the_list_of_contacts_costs_the_same_for_one_row_and_for_three(client, manager):
    account = make_account(manager=manager)
    make_contact(make_account(), "别人")
    url = reverse("customers:contacts-list")
    same_queries(client, url, lambda name: make_contact(account, name))
    assert "别人" not in client.get(url).text


def test_who_has_left_is_listed_if_asked_for(client, manager):
    make_contact(make_account(manager=manager), "走了", active=False)
    url = reverse("customers:contacts-list")
    assert "走了" not in client.get(url).text
    assert "走了" in client.get(url, {"left": "on"}).text


def test_a_strangers_contact_is_not_there(client, manager):
    contact = make_contact()
    assert client.get(reverse("customers:contacts-edit", args=[contact.pk])).status_code == 404
    sent = PERSON | {"account": contact.account_id}
    assert list(client.post(reverse("customers:contacts-new"), sent).context["form"].errors) == [
        "account"
    ]


def test_a_taboo_is_noted_and_taken_back(client, manager):
    account = make_account(manager=manager)
    url = reverse("customers:new-preference", args=[account.pk])
    values = {"stance": "taboo", "kind": "health", "text": "糖尿病", "confidential": "on"}
    assert client.post(url, values).status_code == 302
    note = Preference.objects.get()
    assert (note.confidential, note.stance) == (True, "taboo")
    remove = reverse("customers:remove-preference", args=[account.pk, note.pk])
    assert client.get(remove).status_code == 405
    assert client.post(remove).status_code == 302
    assert not Preference.objects.exists()


def test_a_confidential_note_is_not_there_for_who_may_not_read_it(client):
    account = make_account()
    note = make_preference(account, confidential=True)
    client.force_login(make_user(roles=["coordinator"]))
    remove = reverse("customers:remove-preference", args=[account.pk, note.pk])
    assert client.post(remove).status_code == 404


def test_an_agreement_is_recorded_and_revoked(client, manager):
    account = make_account(manager=manager)
    url = reverse("customers:new-agreement", args=[account.pk])
    values = {"kind": "nda", "signed_on": "2026-11-01", "valid_from": "2026-11-01"}
    page = client.post(url, values | {"valid_until": "2026-10-01"})
    assert list(page.context["form"].errors) == ["valid_until"]
    assert client.post(url, values).status_code == 302
    agreement = Agreement.objects.get()
    revoke = reverse("customers:revoke-agreement", args=[account.pk, agreement.pk])
    assert client.post(revoke, {"reason": "换签"}).status_code == 302
    agreement.refresh_from_db()
    assert agreement.revoked_on is not None


def test_the_signed_copy_comes_with_the_agreement_or_later(client, manager):
    account = make_account(manager=manager)
    url = reverse("customers:new-agreement", args=[account.pk])
    values = {"kind": "nda", "signed_on": "2026-11-01", "valid_from": "2026-11-01"}
    client.post(url, values | {"file": paper("保密协议.txt", "甲乙双方")})
    agreement = Agreement.objects.get()
    assert (agreement.document.purpose, agreement.document.owner_id) == ("nda", account.pk)
    later = reverse("customers:agreement-copy", args=[account.pk, agreement.pk])
    assert client.post(later, {"file": paper("盖章.txt", "甲乙双方 盖章")}).status_code == 302
    version = agreement.document.versions.order_by("-number").first()
    assert (version.number, version.name) == (2, "盖章.txt")
    download = reverse("documents:download", args=[version.pk])
    assert download in client.get(reverse("customers:detail", args=[account.pk])).text
    assert b"".join(client.get(download)) == "甲乙双方 盖章".encode()
    client.force_login(make_user("陌生人"))
    assert client.get(download).status_code == 404


def test_a_copy_that_cannot_be_kept_is_said_at_the_field_and_nothing_is_recorded(client, manager):
    account = make_account(manager=manager)
    url = reverse("customers:new-agreement", args=[account.pk])
    values = {"kind": "nda", "signed_on": "2026-11-01", "valid_from": "2026-11-01"}
    page = client.post(url, values | {"file": paper("协议.pdf", "这不是 PDF")})
    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["file"]
    assert not Agreement.objects.exists()


def test_an_agreement_of_another_customer_is_not_there(client, manager):
    account, other = make_account(manager=manager), make_account()
    revoke = reverse("customers:revoke-agreement", args=[account.pk, make_nda(other).pk])
    assert client.post(revoke, {"reason": "x"}).status_code == 404
