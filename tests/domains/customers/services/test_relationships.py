"""People of a customer: superiors, relationships and cards."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.factories.customers import make_account, make_contact
from tests.factories.identity import make_user

from yingke.domains.customers import services
from yingke.domains.customers.models import Contact, Relationship
from yingke.domains.customers.web import cards
from yingke.foundation.journal import queries as journal
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return make_user("客户经理", roles=["account-manager"])


@pytest.fixture
def account(manager):
    return make_account(manager=manager, tier="strategic")


def test_a_superior_belongs_to_the_same_customer_and_nobody_reports_in_a_circle(manager, account):
    head, other = make_contact(account, "林国栋"), make_contact(account, "马晓东")
    services.save_contact(actor=manager, pk=other.pk, version=1, reports_to_id=head.pk)
    for wrong, code in ((other.pk, "reporting_cycle"), (make_contact().pk, "contact_unknown")):
        with pytest.raises(RuleViolation, match=code) as caught:
            services.save_contact(actor=manager, pk=head.pk, version=1, reports_to_id=wrong)
        assert caught.value.field == "reports_to"


def test_a_relationship_is_said_once_and_taken_back(manager, account):
    one, other = make_contact(account, "马晓东"), make_contact(account, "林国栋")
    about = {"actor": manager, "contact_id": one.pk, "other_id": other.pk, "kind": "blocks"}
    row = services.add_relationship(**about, note="付款节点")
    assert services.add_relationship(**about) == row
    services.remove_relationship(actor=manager, relationship_id=row.pk)
    assert not Relationship.objects.exists()
    kinds = [entry.kind for entry in journal.about("customers.contact", one.pk)]
    assert kinds == ["customers.relationship_removed", "customers.relationship_added"]


def test_relationships_join_two_people_of_one_customer(manager, account):
    one = make_contact(account)
    for other in (one, make_contact()):
        with pytest.raises(RuleViolation, match="contact_unknown"):
            services.add_relationship(
                actor=manager, contact_id=one.pk, other_id=other.pk, kind="blocks"
            )
    with pytest.raises(NotAllowed):
        services.add_relationship(
            actor=make_user(roles=["guide"]), contact_id=one.pk, other_id=1, kind="blocks"
        )


def test_the_map_shows_relations_and_the_roles_that_nobody_holds(client, manager, account):
    client.force_login(manager)
    one = make_contact(account, "马晓东", decision_role="influencer")
    other = make_contact(account, "林国栋", decision_role="decider", is_decision_maker=True)
    services.add_relationship(
        actor=manager, contact_id=one.pk, other_id=other.pk, kind="blocks", note="付款节点"
    )
    page = client.get(reverse("customers:detail", args=[account.pk]))
    panel = next(card.panel for card in page.context["cards"].side if "map" in (card.panel or {}))
    found = panel["map"]
    assert [str(role) for role in found.vacant] == ["支持推动者"]
    assert [person.contact for person in found.silent] == [other]
    assert "付款节点" in page.text


def test_a_birthday_that_is_near_is_a_note_unless_the_person_wants_no_contact(
    client, manager, account
):
    client.force_login(manager)
    make_contact(account, "林国栋", birthday=date(1970, 3, 9))
    make_contact(account, "马晓东", birthday=date(1970, 3, 9), consent="refused")
    make_contact(account, "许志明", birthday=date(1970, 3, 10))
    with clock.at(datetime(2026, 3, 2, 4, tzinfo=UTC)):
        text = client.get(reverse("customers:detail", args=[account.pk])).text
    assert "林国栋的生日" in text
    assert "马晓东的生日" not in text
    assert "许志明的生日" not in text


def test_a_card_is_written_and_read_again(client, manager, account):
    client.force_login(manager)
    contact = make_contact(
        account, "林国栋", title="董事长；总裁", phone="+86 138 1234 5678", email="lin@example.com"
    )
    response = client.get(reverse("customers:contact-card", args=[contact.pk]))
    assert response["Content-Type"].startswith("text/vcard")
    assert cards.read(response.content) == {
        "name": "林国栋",
        "title": "董事长；总裁",
        "phone": "+8613812345678",
        "email": "lin@example.com",
    }


def test_a_card_begins_a_new_contact_and_another_file_is_refused(client, manager, account):
    client.force_login(manager)
    url = reverse("customers:read-card", args=[account.pk])
    card = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna Keller\r\nitem1.TEL:+4930901820\r\nEND:VCARD\r\n"
    form = client.get(client.post(url, {"file": SimpleUploadedFile("a.vcf", card)}).url)
    assert form.context["form"]["name"].value() == "Anna Keller"
    assert form.context["form"]["phone"].value() == "+4930901820"
    for junk in (b"\xff\xfe\x00", b"hello", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR"):
        answer = client.post(url, {"file": SimpleUploadedFile("a.vcf", junk)})
        assert answer.context["form"].errors["file"]
    assert not Contact.objects.exists()
