"""A file is what its content says, under a name that is only a name."""

import io

import pytest
from tests.factories.documents import EXE, PDF, PNG, archive

from yingke.foundation.documents.rules import HEAD, detect_media_type, safe_name
from yingke.foundation.kernel.errors import RuleViolation

DOCX = archive("[Content_Types].xml", "word/document.xml")
XLSX = archive("[Content_Types].xml", "xl/workbook.xml")
PPTX = archive("[Content_Types].xml", "ppt/presentation.xml")
DOCM = archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")
ODT = archive("content.xml", texts={"mimetype": "application/vnd.oasis.opendocument.text"})
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
OFFICE = "application/vnd.openxmlformats-officedocument"


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("方案.pdf", PDF, "application/pdf"),
        ("照片.PNG", PNG, "image/png"),
        ("照片.jpeg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "image/jpeg"),
        ("a.docx", DOCX, f"{OFFICE}.wordprocessingml.document"),
        ("a.xlsx", XLSX, f"{OFFICE}.spreadsheetml.sheet"),
        ("a.pptx", PPTX, f"{OFFICE}.presentationml.presentation"),
        ("a.odt", ODT, "application/vnd.oasis.opendocument.text"),
        ("a.zip", archive("a.txt"), "application/zip"),
        ("a.doc", OLE, "application/msword"),
        ("a.xls", OLE, "application/vnd.ms-excel"),
        ("a.txt", "会议记录\r\n第二行".encode(), "text/plain"),
        ("a.csv", "客户,级别\n".encode("gb18030"), "text/csv"),
        ("a.csv", "客户,级别\n".encode("utf-8-sig"), "text/csv"),
        ("a.md", b"# x", "text/plain"),
    ],
)
def test_content_and_name_agree(name: str, content: bytes, media_type: str) -> None:
    assert detect_media_type(io.BytesIO(content), name) == media_type


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("setup.pdf", EXE, "file_kind"),
        ("setup.exe", EXE, "file_kind"),
        ("setup.txt", EXE, "file_kind"),
        ("page.html", b"<html><script>alert(1)</script>", "file_kind"),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "file_kind"),
        ("run.sh", b"#!/bin/sh\nrm -rf /", "file_kind"),
        ("macro.docm", DOCM, "file_kind"),
        ("macro.docx", DOCM, "file_kind"),
        ("broken.zip", archive("a")[:30], "file_kind"),
        ("text.csv", b"\x81\x00\xff", "file_kind"),
        ("late.txt", b"a" * (HEAD * 10) + b"\x00", "file_kind"),
        ("torn.txt", b"a\xff\xffb", "file_kind"),
        ("no-ending", PDF, "file_disguised"),
        ("photo.jpg", PNG, "file_disguised"),
        ("plan.docx", PDF, "file_disguised"),
        ("plan.pdf", DOCX, "file_disguised"),
        ("plan.zip", XLSX, "file_disguised"),
        ("plan.pdf.exe", PDF, "file_disguised"),
        ("nothing.pdf", b"", "file_empty"),
    ],
)
def test_what_is_not_what_it_says_is_refused(name: str, content: bytes, code: str) -> None:
    with pytest.raises(RuleViolation) as refusal:
        detect_media_type(io.BytesIO(content), name)
    assert (refusal.value.code, refusal.value.field) == (code, "file")


def test_a_disguise_names_the_ending_that_fits() -> None:
    with pytest.raises(RuleViolation) as refusal:
        detect_media_type(io.BytesIO(PNG), "photo.JPG")
    assert refusal.value.params == {"ending": "jpg", "fitting": "png"}


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("华晟-2026-11-24.pdf", "华晟-2026-11-24.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\me\\plan.pdf", "plan.pdf"),
        ("a\x00b\r\nc.pdf", "abc.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ('a"b<c>|?*.pdf', "a_b_c____.pdf"),
        ("e\u0301.pdf", "é.pdf"),
        ("长" * 300 + ".pdf", "长" * 196 + ".pdf"),
    ],
)
def test_a_name_is_only_a_name(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@pytest.mark.parametrize("name", ["", ".", "..", "../..", "/", "\x00", " . ", ".htaccess"])
def test_what_leaves_no_name_is_refused(name: str) -> None:
    with pytest.raises(RuleViolation, match="file_name"):
        safe_name(name)
