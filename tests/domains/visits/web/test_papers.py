"""The documents card of a visit: several files at once, each refusal a sentence."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from tests.factories.customers import make_nda
from tests.factories.visits import make_visit

from yingke.domains.visits.queries import pages, sheets
from yingke.domains.visits.terms import VisitState
from yingke.foundation.documents.models import Document


def paper(name, text="会谈纪要"):
    return SimpleUploadedFile(name, text.encode())


def test_files_are_added_in_the_dialog_and_stand_on_the_card(world, signed_in):
    visit = make_visit(world, VisitState.PLANNED)
    browser, url = signed_in(world.host), reverse("visits:paper-add", args=[visit.pk])
    assert 'type="file"' in browser.get(url).text
    sent = {"purpose": "minutes", "files": [paper("纪要一.txt"), paper("纪要二.txt", "二")]}
    assert browser.post(url, sent).status_code == 302
    page = browser.get(reverse("visits:detail", args=[visit.pk])).text
    assert "纪要一.txt" in page
    assert "纪要二.txt" in page


def test_a_wrong_file_is_named_at_the_field(world, signed_in):
    visit = make_visit(world, VisitState.PLANNED)
    url = reverse("visits:paper-add", args=[visit.pk])
    page = signed_in(world.host).post(url, {"purpose": "photos", "files": [paper("合影.jpg")]})
    assert page.status_code == 422
    assert page.context["form"].errors["files"][0].startswith("合影.jpg: ")
    nothing = signed_in(world.host).post(url, {"purpose": "photos"})
    assert list(nothing.context["form"].errors) == ["files"]
    assert not Document.objects.filter(purpose="photos").exists()


def test_confidential_content_waits_for_an_agreement_that_holds_on_the_day(world):
    visit = make_visit(world, VisitState.APPROVED)
    assert not sheets.read(visit).facts.nda_missing
    visit.answers = {"nda": True}
    visit.save(update_fields=["answers"])
    assert sheets.read(visit).facts.nda_missing
    assert pages.page_of(world.coordinator, visit.pk).facts == sheets.read(visit).facts
    with translation.override("en"):
        node = next(n for n in pages.page_of(world.coordinator, visit.pk).nodes if n.number == 6)
        missing = [one.code for one in pages.page_of(world.coordinator, visit.pk).missing(node)]
    assert "nda_missing" in missing
    day = visit.arrives_at.date()
    make_nda(world.account, valid_from=day, valid_until=day)
    assert not sheets.read(visit).facts.nda_missing
