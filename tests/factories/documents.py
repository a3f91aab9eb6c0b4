"""Files for tests of the documents, small but real."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile

from yingke.foundation.journal import Ref

LAMP = Ref("lamps.lamp", 7)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + b"\x00" * 64


def upload(name: str, content: bytes = PDF) -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content)


def archive(*members: str, texts: dict[str, str] | None = None) -> bytes:
    """A zip with these members, in order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, text in (texts or {}).items():
            made.writestr(zipfile.ZipInfo(name), text)
        for name in members:
            made.writestr(zipfile.ZipInfo(name), "<x/>")
    return out.getvalue()
