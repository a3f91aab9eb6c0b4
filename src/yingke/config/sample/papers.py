"""Files for evidence: one text and one picture, each stored once."""

import io
import struct
import zlib
from datetime import datetime

from yingke.config.sample.rows import Rows
from yingke.domains.visits.models import CheckItem, Visit
from yingke.foundation.documents import files
from yingke.foundation.documents.models import Document, Version
from yingke.foundation.identity.models import User

LIMIT = 1_000_000
MINUTES = """会谈纪要（样例）

一、客户疑问：交付周期、备件响应、账期。
二、客户建议：增加产线能耗数据的展示。
三、合作意向：双方同意在两周内交换方案初稿。
"""


class Papers:
    """Documents for checklist items; they share the stored content."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._text = files.store(io.BytesIO(MINUTES.encode()), limit=LIMIT)
        self._picture = files.store(io.BytesIO(picture()), limit=LIMIT)

    def of(self, visit: Visit, item: CheckItem, at: datetime, by: User) -> Document:
        """Create a document of the visit as evidence for this item."""
        is_photo = "照片" in item.name
        sha256, size = self._picture if is_photo else self._text
        document: Document = self._rows.add(
            Document(
                owner_kind="visits.visit",
                owner_id=visit.pk,
                purpose="evidence",
                title=item.name,
                created_at=at,
            )
        )
        self._rows.add(
            Version(
                document=document,
                number=1,
                sha256=sha256,
                size=size,
                media_type="image/png" if is_photo else "text/plain",
                name="现场照片.png" if is_photo else f"{item.name}.txt",
                uploaded_by=by,
                uploaded_at=at,
            )
        )
        return document


def picture(width: int = 480, height: int = 320) -> bytes:
    """Return a PNG of a hall with a welcome screen."""
    sky, floor, screen = b"\xe1\xf2\xf0", b"\xd5\xda\xdd", b"\x0a\x6e\x69"
    lines = []
    for y in range(height):
        ground = sky if y < height * 2 // 3 else floor
        row = bytearray(ground * width)
        if height // 5 < y < height // 2:
            row[3 * width // 4 : 9 * width // 4] = screen * (width // 2)
        lines.append(b"\x00" + bytes(row))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(b"".join(lines), 9)
    chunks = (b"IHDR", head), (b"IDAT", data), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )
