"""A document grows by versions, and a file is kept whole or not at all."""

import hashlib
import os
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import connection, transaction
from tests.factories.documents import EXE, LAMP, PDF, PNG, upload
from tests.factories.identity import make_user

from yingke.foundation.documents import files as disk
from yingke.foundation.documents import owners, queries
from yingke.foundation.documents.models import Document, Version
from yingke.foundation.documents.services import restore, store
from yingke.foundation.identity.models import User
from yingke.foundation.journal.queries import about
from yingke.foundation.kernel.errors import RuleViolation


def kept(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def put(actor: User | None, name: str = "方案.pdf", content: bytes = PDF, **more: str) -> Document:
    return store(actor=actor, owner=LAMP, upload=upload(name, content), purpose="plan", **more)


@pytest.mark.django_db
def test_a_file_is_kept_under_its_digest(keeper: User, files: Path) -> None:
    document = put(keeper, title="接待方案")
    digest = hashlib.sha256(PDF).hexdigest()
    version = document.versions.get()
    assert (version.number, version.sha256, version.size, version.media_type, version.name) == (
        1,
        digest,
        len(PDF),
        "application/pdf",
        "方案.pdf",
    )
    assert version.uploaded_by == keeper
    assert kept(files) == [digest]
    assert disk.path_of(digest).read_bytes() == PDF


@pytest.mark.django_db
def test_the_owners_timeline_tells_of_it(keeper: User, files: Path) -> None:
    document = put(keeper, title="接待方案")
    entry = about(*LAMP).get()
    assert (entry.kind, entry.actor, entry.context_id) == ("documents.stored", keeper, document.pk)


@pytest.mark.django_db
def test_storing_again_adds_a_version(keeper: User, files: Path) -> None:
    first, second = put(keeper, title="t"), put(keeper, "b.png", PNG, title="t")
    assert first == second
    assert list(queries.versions_of(first).values_list("number", "name")) == [
        (2, "b.png"),
        (1, "方案.pdf"),
    ]
    assert queries.newest_of_owner(LAMP).get().name == "b.png"


@pytest.mark.django_db
def test_a_form_sent_twice_adds_one_version(keeper: User, files: Path) -> None:
    put(keeper)
    put(keeper)
    assert Version.objects.count() == 1


@pytest.mark.django_db
def test_one_content_in_two_documents_lies_on_the_disk_once(keeper: User, files: Path) -> None:
    put(keeper, title="a")
    put(keeper, title="b")
    assert Version.objects.count() == 2
    assert len(kept(files)) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("setup.pdf", EXE, "file_kind"),
        ("photo.pdf", PNG, "file_disguised"),
        ("a.pdf", b"", "file_empty"),
        ("big.pdf", PDF + b" " * 200, "file_too_large"),
    ],
)
def test_a_wrong_file_is_refused_before_it_is_stored(
    keeper: User, files: Path, settings: SimpleNamespace, name: str, content: bytes, code: str
) -> None:
    settings.UPLOAD_LIMIT = 150
    with pytest.raises(RuleViolation) as refusal:
        put(keeper, name, content)
    assert refusal.value.code == code
    assert kept(files) == []
    assert not Document.objects.exists()


@pytest.mark.django_db
def test_a_file_larger_than_it_said_is_refused_while_it_is_read(
    keeper: User, files: Path, settings: SimpleNamespace
) -> None:
    settings.UPLOAD_LIMIT = 50
    liar = upload("a.pdf")
    liar.size = 10
    with pytest.raises(RuleViolation, match="file_too_large"):
        store(actor=keeper, owner=LAMP, upload=liar, purpose="plan")
    assert kept(files) == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["../../../etc/cron.d/x.pdf", "..\\..\\x.pdf", "/etc/x.pdf"])
def test_a_name_that_climbs_stays_a_name(keeper: User, files: Path, name: str) -> None:
    sent = upload("x.pdf")
    sent._name = name  # what a client may write into the request itself
    version = store(actor=keeper, owner=LAMP, upload=sent, purpose="plan").versions.get()
    assert version.name == "x.pdf"
    assert kept(files) == [version.sha256]


@pytest.mark.django_db
def test_an_old_version_comes_back_as_the_newest(keeper: User, files: Path) -> None:
    document = put(keeper, title="t")
    put(keeper, "b.png", PNG, title="t")
    version = restore(actor=keeper, document_id=document.pk, number=1)
    assert (version.number, version.restored_from, version.name) == (3, 1, "方案.pdf")
    assert document.versions.count() == 3
    with pytest.raises(RuleViolation, match="version_is_newest"):
        restore(actor=keeper, document_id=document.pk, number=3)


@pytest.mark.django_db
def test_who_manages_documents_restores_what_he_sees_and_nothing_else(
    keeper: User, files: Path
) -> None:
    document = put(keeper, title="t")
    put(keeper, "b.png", PNG, title="t")
    manager = make_user("管理员", roles=("admin",))
    with pytest.raises(RuleViolation, match="not_allowed"):
        restore(actor=manager, document_id=document.pk, number=1)
    owners.register("lamps.lamp", visible=lambda user, lamp: True)
    assert restore(actor=manager, document_id=document.pk, number=1).number == 3


@pytest.mark.django_db
def test_a_stranger_restores_nothing(keeper: User, files: Path) -> None:
    document = put(keeper, title="t")
    put(keeper, "b.png", PNG, title="t")
    with pytest.raises(RuleViolation, match="not_allowed"):
        restore(actor=make_user("生人"), document_id=document.pk, number=1)
    assert document.versions.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_change_that_fails_leaves_no_row_and_the_sweep_takes_the_file(files: Path) -> None:
    @transaction.atomic
    def change() -> None:
        put(None)
        raise ZeroDivisionError

    put(None, "b.png", PNG)
    with pytest.raises(ZeroDivisionError):
        change()
    assert Document.objects.count() == 1
    assert len(kept(files)) == 2
    assert disk.delete_orphans() == 1
    assert kept(files) == [hashlib.sha256(PNG).hexdigest()]


@pytest.mark.django_db
def test_the_sweep_takes_uploads_that_were_broken_off(files: Path) -> None:
    old, new = files / ".upload-old", files / ".upload-new"
    for path in (old, new):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))
    assert disk.delete_orphans() == 1
    assert kept(files) == [".upload-new"]


@pytest.mark.django_db(transaction=True)
def test_the_sweep_waits_for_an_upload_that_found_the_file(files: Path) -> None:
    """A new upload finds a file without a row, and has not committed when the sweep runs."""
    digest = hashlib.sha256(PDF).hexdigest()
    with transaction.atomic():
        put(None)
        transaction.set_rollback(True)
    stored, may_commit = threading.Event(), threading.Event()

    def store_slowly() -> None:
        try:
            with transaction.atomic():
                put(None)
                stored.set()
                assert may_commit.wait(timeout=20)
        finally:
            connection.close()

    removed: list[int] = []

    def sweep() -> None:
        try:
            removed.append(disk.delete_orphans())
        finally:
            connection.close()

    writer, sweeper = threading.Thread(target=store_slowly), threading.Thread(target=sweep)
    writer.start()
    assert stored.wait(timeout=20)
    sweeper.start()
    sweeper.join(timeout=0.5)
    assert sweeper.is_alive()  # it waits for the writer's lock on this content
    may_commit.set()
    writer.join(timeout=20)
    sweeper.join(timeout=20)
    assert removed == [0]
    assert disk.path_of(digest).read_bytes() == PDF


@pytest.mark.django_db(transaction=True)
def test_two_uploads_at_once_take_two_numbers(files: Path) -> None:
    both_in = threading.Barrier(2, timeout=10)

    def work(name: str) -> None:
        both_in.wait()
        try:
            put(None, name, title="t")
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(f"{n}.pdf",)) for n in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert sorted(Version.objects.values_list("number", flat=True)) == [1, 2]
