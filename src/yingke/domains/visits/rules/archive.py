"""The archive record: its name, and whether it is complete (P27)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def archive_name(account: str, day: date, *, taken: frozenset[str] = frozenset()) -> str:
    """`客户名称-接待日期`, safe as a file name; a second visit of that day gets `-2`, and so on."""
    base = f"{_UNSAFE.sub('_', account).strip(' ._')[:180]}-{day.isoformat()}"
    name, number = base, 1
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    return name


@dataclass(frozen=True)
class Completeness:
    """What an archive holds; `missing` lists the codes of what it lacks."""

    missing: tuple[str, ...]

    @property
    def complete(self) -> bool:
        return not self.missing


def completeness(held: Mapping[str, bool]) -> Completeness:
    """Check an archive against the list of the procedure: what it should hold, and whether."""
    return Completeness(tuple(code for code, there in held.items() if not there))
