"""A backup is opened with care: nothing in it is trusted before it was compared."""

import hashlib
import io
import json
import tarfile

import pytest

from yingke.config import archive

ROWS = b"rows"


def packed(folder, *, members=(), **manifest):
    """A backup with these further members; its manifest is right unless a value says otherwise."""
    said = {
        "format": archive.FORMAT,
        "version": "0",
        "made_at": "2026-11-22T08:00:00+00:00",
        "rows_sha256": hashlib.sha256(ROWS).hexdigest(),
        "files": 0,
        **manifest,
    }
    target = folder / "yingke.tar"
    with tarfile.open(target, "w") as tar:
        for name, content in [
            (archive.MANIFEST, json.dumps(said).encode()),
            (archive.ROWS, ROWS),
            *members,
        ]:
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return target


@pytest.fixture
def place(tmp_path):
    made = tmp_path / "inside" / "place"
    made.mkdir(parents=True)
    return made


def test_a_whole_backup_is_unpacked(tmp_path, place):
    source = packed(tmp_path, members=[("files/ab/abcd", b"photo")], files=1)
    assert archive.unpack(source, place).files == 1
    assert (place / "files/ab/abcd").read_bytes() == b"photo"
    assert (place / archive.ROWS).read_bytes() == ROWS


def test_a_member_that_climbs_out_of_the_folder_is_refused(tmp_path, place):
    source = packed(tmp_path, members=[("../outside", b"x")])
    with pytest.raises(archive.InvalidBackup, match="does not belong"):
        archive.unpack(source, place)
    assert not (place.parent / "outside").exists()


def test_a_link_is_refused(tmp_path, place):
    source = packed(tmp_path)
    with tarfile.open(source, "a") as tar:
        link = tarfile.TarInfo("files/link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    with pytest.raises(archive.InvalidBackup, match="does not belong"):
        archive.unpack(source, place)


def test_rows_that_differ_from_the_manifest_are_refused(tmp_path, place):
    with pytest.raises(archive.InvalidBackup, match="rows in this backup are damaged"):
        archive.unpack(packed(tmp_path, rows_sha256="0" * 64), place)


def test_a_missing_file_is_noticed_before_anything_is_restored(tmp_path, place):
    with pytest.raises(archive.InvalidBackup, match="should hold 2 files and holds 1"):
        archive.unpack(packed(tmp_path, members=[("files/a", b"1")], files=2), place)


def test_a_backup_of_a_newer_product_is_refused(tmp_path, place):
    with pytest.raises(archive.InvalidBackup, match="Upgrade first"):
        archive.unpack(packed(tmp_path, format=archive.FORMAT + 1), place)


def test_a_backup_cut_short_is_refused(tmp_path, place):
    source = packed(tmp_path, members=[("files/a", b"1" * 20_000)], files=1)
    source.write_bytes(source.read_bytes()[:6_000])
    with pytest.raises(archive.InvalidBackup, match="unexpected end of data"):
        archive.unpack(source, place)
