"""Files are handed to those whom the owner lets see them, and to be kept, not run."""

from pathlib import Path

import pytest
from django.test import Client
from tests.factories.documents import LAMP, PDF, PNG, upload
from tests.factories.identity import make_user

from yingke.foundation.documents import owners
from yingke.foundation.documents.models import Document, Version
from yingke.foundation.documents.services import store
from yingke.foundation.identity.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(keeper: User, files: Path) -> Document:
    """A plan with two versions: a PDF, then a picture."""
    store(actor=keeper, owner=LAMP, upload=upload("方案.pdf"), purpose="plan", title="方案")
    picture = upload("照片.png", PNG)
    return store(actor=keeper, owner=LAMP, upload=picture, purpose="plan", title="方案")


@pytest.fixture
def inside(client: Client, keeper: User) -> Client:
    client.force_login(keeper)
    return client


def address(document: Document, number: int) -> str:
    return f"/documents/files/{document.versions.get(number=number).pk}/"


def test_a_file_comes_as_it_was_stored(inside: Client, document: Document) -> None:
    answer = inside.get(address(document, 1))
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == ("attachment; filename*=utf-8''%E6%96%B9%E6%A1%88.pdf")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_picture_may_be_shown_in_place(inside: Client, document: Document) -> None:
    assert inside.get(address(document, 2) + "?show")["Content-Disposition"].startswith("inline")
    assert inside.get(address(document, 2))["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("media_type", ["text/html", "image/svg+xml", "text/plain", "video/mp4"])
def test_nothing_that_could_run_is_shown_in_place(
    inside: Client, document: Document, media_type: str
) -> None:
    Version.objects.update(media_type=media_type)
    answer = inside.get(address(document, 2) + "?show")
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_browser_that_has_it_gets_no_bytes(inside: Client, document: Document) -> None:
    etag = inside.get(address(document, 1))["ETag"]
    answer = inside.get(address(document, 1), headers={"if-none-match": etag})
    assert (answer.status_code, answer.content) == (304, b"")


def test_a_stranger_finds_nothing(client: Client, document: Document) -> None:
    urls = [address(document, 1), f"/documents/{document.pk}/", "/documents/files/999/"]
    assert [client.get(url).status_code for url in urls] == [302, 302, 302]
    client.force_login(make_user("生人"))
    assert [client.get(url).status_code for url in urls] == [404, 404, 404]
    assert client.post(f"/documents/{document.pk}/restore/", {"number": 1}).status_code == 404


def test_nobody_sees_what_no_domain_answers_for(inside: Client, document: Document) -> None:
    Document.objects.update(owner_kind="lamps.gone")
    assert inside.get(address(document, 1)).status_code == 404


def test_the_versions_are_listed_newest_first(inside: Client, document: Document) -> None:
    answer = inside.get(f"/documents/{document.pk}/")
    assert [version.number for version in answer.context["versions"]] == [2, 1]
    assert "照片.png" in answer.content.decode()


def test_an_old_version_is_brought_back(inside: Client, document: Document) -> None:
    answer = inside.post(f"/documents/{document.pk}/restore/", {"number": 1})
    assert (answer.status_code, answer["Location"]) == (302, f"/documents/{document.pk}/")
    newest = document.versions.order_by("-number")[0]
    assert (newest.number, newest.name, newest.restored_from) == (3, "方案.pdf", 1)


@pytest.mark.parametrize("number", ["", "x", "9", "-1"])
def test_a_version_that_is_not_there_is_not_brought_back(
    inside: Client, document: Document, number: str
) -> None:
    answer = inside.post(f"/documents/{document.pk}/restore/", {"number": number})
    assert answer.status_code == 404


def test_who_only_sees_does_not_bring_back(
    client: Client, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    owners.register("lamps.lamp", visible=lambda user, lamp: True)
    client.force_login(make_user("同事"))
    assert "Restore version" not in client.get(f"/documents/{document.pk}/").content.decode()
    answer = client.post(
        f"/documents/{document.pk}/restore/", {"number": 1}, headers={"hx-request": "true"}
    )
    assert answer.status_code == 409
    assert document.versions.count() == 2
