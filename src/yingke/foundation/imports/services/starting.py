"""Take in a file, once it has been read."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final, cast

from django.db import transaction

from yingke.foundation.imports import queries
from yingke.foundation.imports.models import Import
from yingke.foundation.imports.reading import LineReader
from yingke.foundation.imports.rules import columns
from yingke.foundation.imports.services import matching
from yingke.foundation.kernel import bounds, clock
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.policy import queries as policy
from yingke.foundation.ui.register import Register, sheets

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

LOOKED_AT: Final = 200  # lines from which the samples of a column are taken
LONGEST_SAMPLE: Final = 40


@transaction.atomic
def start(
    *, actor: User | None, reader: User, register: Register, name: str, content: bytes
) -> Import:
    """Store a file with the fields that its columns likely stand for.

    Nothing is stored of a file that is too large or cannot be read. RuleViolation:
    "file_too_large", "import_is_empty", and those of `sheets.read`.
    """
    register.require_add(reader)
    limit = int(cast(int, policy.value("imports.megabytes"))) << 20
    if len(content) > limit:
        raise RuleViolation("file_too_large", field="file", limit=limit)
    name = bounds.storable(PurePath(name).name)
    most = int(cast(int, policy.value("imports.rows")))
    lines = sheets.read(name, content, most=most)
    names = queries.names_of(register, LineReader(register, reader=reader).fields)
    head = columns.head_of(lines, names)
    below = [line for line in lines[head + 1 :] if line]
    if not below:
        raise RuleViolation("import_is_empty", field="file")
    titled = [(_text(title), _samples(below, number)) for number, title in enumerate(lines[head])]
    now = clock.now()
    imported = Import(
        register=register.code,
        actor=actor,
        file_name=name[-200:],
        content=content,
        size=len(content),
        encoding=sheets.encoding_of(name, content),
        head=head + 1,
        lines=len(below),
        columns=matching.guess(register, reader=reader, titled=titled),
        touched_at=now,
        created_at=now,
    )
    imported.save(force_insert=True)
    return imported


def _samples(below: sheets.Lines, number: int) -> list[str]:
    cells = (line[number] for line in below[:LOOKED_AT] if len(line) > number)
    distinct = dict.fromkeys(_text(cell) for cell in cells if cell not in (None, ""))
    return list(distinct)[: columns.SAMPLES]


def _text(cell: Any) -> str:
    return bounds.storable(str("" if cell is None else cell)).strip()[:LONGEST_SAMPLE]
