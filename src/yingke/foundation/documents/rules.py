"""What a file is, by its content; and what its name may be. Pure: bytes in, answer out."""

import codecs
import re
import unicodedata
import zipfile
from collections.abc import Iterable
from typing import BinaryIO, NamedTuple

import filetype

from yingke.foundation.kernel.errors import RuleViolation

HEAD = 8192  # bytes that are enough to recognise a kind
_LONGEST_NAME = 200
_MOST_MEMBERS = 20_000


class MediaKind(NamedTuple):
    """A kind of file that may be kept: its type and the endings that fit it."""

    media_type: str
    endings: tuple[str, ...]


_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"

# By the main part of an Office package. Those with macros (docm, xlsm) are left out on purpose.
_PACKAGES = {
    "word/document.xml": MediaKind(f"{_OFFICE}.wordprocessingml.document", ("docx",)),
    "xl/workbook.xml": MediaKind(f"{_OFFICE}.spreadsheetml.sheet", ("xlsx",)),
    "ppt/presentation.xml": MediaKind(f"{_OFFICE}.presentationml.presentation", ("pptx",)),
}
_OPEN_DOCUMENTS = {
    f"{_OPEN}.text": MediaKind(f"{_OPEN}.text", ("odt",)),
    f"{_OPEN}.spreadsheet": MediaKind(f"{_OPEN}.spreadsheet", ("ods",)),
    f"{_OPEN}.presentation": MediaKind(f"{_OPEN}.presentation", ("odp",)),
}
_ZIP = MediaKind("application/zip", ("zip",))
_OLD_OFFICE = {
    "doc": MediaKind("application/msword", ("doc",)),
    "xls": MediaKind("application/vnd.ms-excel", ("xls",)),
    "ppt": MediaKind("application/vnd.ms-powerpoint", ("ppt",)),
}
_BY_CONTENT = {
    kind.media_type: kind
    for kind in (
        MediaKind("application/pdf", ("pdf",)),
        MediaKind("image/jpeg", ("jpg", "jpeg")),
        MediaKind("image/png", ("png",)),
        MediaKind("image/gif", ("gif",)),
        MediaKind("image/webp", ("webp",)),
        MediaKind("image/heic", ("heic", "heif")),
        MediaKind("video/mp4", ("mp4", "m4v")),
        MediaKind("video/quicktime", ("mov",)),
        MediaKind("audio/mpeg", ("mp3",)),
        MediaKind("audio/mp4", ("m4a",)),
        MediaKind("audio/x-wav", ("wav",)),
    )
}
_TEXTS = {
    "txt": MediaKind("text/plain", ("txt",)),
    "md": MediaKind("text/plain", ("md",)),
    "csv": MediaKind("text/csv", ("csv",)),
}
# A browser may show these; everything else is only ever downloaded. No HTML, no SVG.
SHOWN_INLINE = frozenset({"application/pdf", "image/jpeg", "image/png", "image/gif", "image/webp"})
ENDINGS = tuple(
    sorted(
        ending
        for kinds in (_PACKAGES, _OPEN_DOCUMENTS, _OLD_OFFICE, _BY_CONTENT, _TEXTS, {"": _ZIP})
        for kind in kinds.values()
        for ending in kind.endings
    )
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def recognise(content: BinaryIO, name: str) -> str:
    """Return the media type of a file, which its content and its name agree on.

    ``content`` is read from its start and left anywhere. Raises RuleViolation
    ``"file_empty"``, ``"file_kind"`` (nothing that may be kept; params ending),
    ``"file_disguised"`` (kept, but under another ending; params ending, fitting).
    """
    ending = ending_of(name)
    content.seek(0)
    head = content.read(HEAD)
    if not head:
        raise RuleViolation("file_empty", field="file")
    kind = _by_content(head, content, ending)
    if kind is None:
        raise RuleViolation("file_kind", field="file", ending=ending)
    if ending not in kind.endings:
        raise RuleViolation("file_disguised", field="file", ending=ending, fitting=kind.endings[0])
    return kind.media_type


def safe_name(name: str) -> str:
    """Return a file name that is only a name: no folder, no control or direction characters.

    At most 200 characters; the ending survives the cut. Raises RuleViolation("file_name").
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    # Categories C…: control, format (which turns text around), surrogates, unassigned.
    clean = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C")
    clean = re.sub(r'[<>:"|?*]', "_", clean).strip(" .")
    stem, dot, ending = clean.rpartition(".")
    if not stem:
        raise RuleViolation("file_name", field="file")
    return stem[: _LONGEST_NAME - len(dot) - len(ending)] + dot + ending[: _LONGEST_NAME // 2]


def ending_of(name: str) -> str:
    """Return the ending of a file name in lower case, without the dot."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def _by_content(head: bytes, content: BinaryIO, ending: str) -> MediaKind | None:
    if head.startswith(b"PK\x03\x04"):
        return _package(content)
    if head.startswith(_OLE):
        return _OLD_OFFICE.get(ending)
    guessed = filetype.guess(head)
    if guessed is not None:
        return _BY_CONTENT.get(guessed.mime)
    return _TEXTS.get(ending) if _is_text(content) else None


def _package(content: BinaryIO) -> MediaKind | None:
    """Look into a zip: an Office or OpenDocument file, or a plain archive; None if it is broken."""
    content.seek(0)
    try:
        with zipfile.ZipFile(content) as archive:
            members = archive.namelist()
            if len(members) > _MOST_MEMBERS:
                return None
            if "[Content_Types].xml" in members:
                return _office(members)
            if members[:1] == ["mimetype"] and archive.getinfo("mimetype").file_size < 200:
                return _OPEN_DOCUMENTS.get(archive.read("mimetype").decode("ascii", "replace"))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError):
        return None
    return _ZIP


def _office(members: Iterable[str]) -> MediaKind | None:
    names = set(members)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return None
    return next((kind for part, kind in _PACKAGES.items() if part in names), None)


def _is_text(content: BinaryIO) -> bool:
    """Whether the whole content decodes as UTF-8 or GB 18030 and holds no control signs."""
    return any(_decodes(content, encoding) for encoding in ("utf-8-sig", "gb18030"))


def _decodes(content: BinaryIO, encoding: str) -> bool:
    content.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while chunk := content.read(1 << 16):
            if _has_control_signs(decoder.decode(chunk)):
                return False
        return not _has_control_signs(decoder.decode(b"", final=True))
    except UnicodeDecodeError:
        return False


def _has_control_signs(text: str) -> bool:
    return any(sign < " " and sign not in "\t\r\n\f" for sign in text)
