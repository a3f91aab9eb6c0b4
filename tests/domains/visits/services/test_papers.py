"""Files come to a visit all together or not at all, and the journal notes each."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from yingke.domains.visits.models import Visit
from yingke.domains.visits.queries import archive
from yingke.domains.visits.services import papers, requests
from yingke.foundation.documents.models import Document
from yingke.foundation.journal import queries as journal
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(world):
    return requests.draft_visit(actor=world.requester, fields=world.fields())


def paper(name, text="会谈纪要"):
    return SimpleUploadedFile(name, text.encode())


def test_several_files_are_kept_for_one_purpose(world, visit):
    uploads = [paper("一.txt"), paper("二.txt", "合影")]
    kept = papers.add_papers(
        actor=world.coordinator, visit_id=visit.pk, purpose="minutes", uploads=uploads
    )
    assert [(one.title, one.purpose) for one in kept] == [
        ("一.txt", "minutes"),
        ("二.txt", "minutes"),
    ]
    kinds = [entry.kind for entry in journal.about("visits.visit", visit.pk)]
    assert kinds.count("documents.stored") == 2


def test_one_bad_file_keeps_all_of_them_out_and_is_named(world, visit):
    uploads = [paper("一.txt"), paper("二.pdf")]
    with pytest.raises(RuleViolation, match="file_kind") as refused:
        papers.add_papers(
            actor=world.coordinator, visit_id=visit.pk, purpose="photos", uploads=uploads
        )
    assert (refused.value.field, refused.value.params["upload"]) == ("files", "二.pdf")
    assert not Document.objects.exists()


def test_minutes_and_photos_count_for_the_archive(world, visit):
    assert archive.parts_of(visit)["minutes"] is False
    papers.add_papers(
        actor=world.coordinator, visit_id=visit.pk, purpose="minutes", uploads=[paper("一.txt")]
    )
    assert archive.parts_of(visit)["minutes"] is True
    assert archive.parts_of(visit)["photos"] is False


def test_more_than_twenty_files_are_refused(world, visit):
    uploads = [paper(f"{number}.txt") for number in range(21)]
    with pytest.raises(RuleViolation, match="too_many_files"):
        papers.add_papers(
            actor=world.coordinator, visit_id=visit.pk, purpose="other", uploads=uploads
        )


def test_who_only_oversees_adds_nothing_and_a_stranger_finds_no_visit(world, visit):
    values = {"visit_id": visit.pk, "purpose": "other", "uploads": [paper("一.txt")]}
    with pytest.raises(Visit.DoesNotExist):
        papers.add_papers(actor=world.stranger, **values)
    requests.submit(actor=world.requester, visit_id=visit.pk, version=visit.version)
    with pytest.raises(NotAllowed):
        papers.add_papers(actor=world.approver, **values)
