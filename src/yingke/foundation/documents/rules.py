"""Media types by content, and safe file names."""

import codecs
import re
import unicodedata
import zipfile
from collections.abc import Iterable
from typing import BinaryIO, NamedTuple

import filetype

from yingke.foundation.kernel.errors import RuleViolation

HEAD = 8192  # bytes that suffice to detect a type
_LONGEST_NAME = 200
_MOST_MEMBERS = 20_000


class MediaKind(NamedTuple):
    """An accepted media type with its file name extensions."""

    media_type: str
    extensions: tuple[str, ...]


_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"

# By the main part of the package. Formats with macros (docm, xlsm) are excluded on purpose.
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
# Only these are shown in the browser. HTML and SVG could run scripts.
SHOWN_INLINE = frozenset({"application/pdf", "image/jpeg", "image/png", "image/gif", "image/webp"})
EXTENSIONS = tuple(
    sorted(
        ending
        for kinds in (_PACKAGES, _OPEN_DOCUMENTS, _OLD_OFFICE, _BY_CONTENT, _TEXTS, {"": _ZIP})
        for kind in kinds.values()
        for ending in kind.extensions
    )
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def detect_media_type(content: BinaryIO, name: str) -> str:
    """Return the media type of a file; content and extension must agree.

    ``content`` is rewound first and left at any position. Raises RuleViolation ``"file_empty"``,
    ``"file_kind"`` (type not accepted; params ending) or ``"file_disguised"`` (extension does not
    match the content; params ending, fitting).
    """
    ending = extension_of(name)
    content.seek(0)
    head = content.read(HEAD)
    if not head:
        raise RuleViolation("file_empty", field="file")
    kind = _by_content(head, content, ending)
    if kind is None:
        raise RuleViolation("file_kind", field="file", ending=ending)
    if ending not in kind.extensions:
        raise RuleViolation(
            "file_disguised", field="file", ending=ending, fitting=kind.extensions[0]
        )
    return kind.media_type


def safe_name(name: str) -> str:
    """Strip folders, control and bidirectional characters from a file name.

    Cuts it to 200 characters but keeps the extension. Raises RuleViolation("file_name").
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    # Categories C…: control, format (such as right-to-left override), surrogates, unassigned.
    clean = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C")
    clean = re.sub(r'[<>:"|?*]', "_", clean).strip(" .")
    stem, dot, ending = clean.rpartition(".")
    if not stem:
        raise RuleViolation("file_name", field="file")
    return stem[: _LONGEST_NAME - len(dot) - len(ending)] + dot + ending[: _LONGEST_NAME // 2]


def extension_of(name: str) -> str:
    """Return the extension in lower case, without the dot."""
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
    """Detect an Office, OpenDocument or plain zip file; None if it is broken."""
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
    """Whether the content decodes as UTF-8 or GB 18030 without control characters."""
    return any(_decodes(content, encoding) for encoding in ("utf-8-sig", "gb18030"))


def _decodes(content: BinaryIO, encoding: str) -> bool:
    content.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while chunk := content.read(1 << 16):
            if _has_control_characters(decoder.decode(chunk)):
                return False
        return not _has_control_characters(decoder.decode(b"", final=True))
    except UnicodeDecodeError:
        return False


def _has_control_characters(text: str) -> bool:
    return any(sign < " " and sign not in "\t\r\n\f" for sign in text)
