"""The archive of a visit: name and completeness (P27)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def archive_name(account: str, day: date, *, taken: frozenset[str] = frozenset()) -> str:
    """Return `客户名称-接待日期`, safe as a file name; a second one of that day gets `-2`, and
    so on."""
    base = f"{_UNSAFE.sub('_', account).strip(' ._')[:180]}-{day.isoformat()}"
    name, number = base, 1
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    return name


@dataclass(frozen=True)
class Completeness:
    """Completeness of an archive; `missing` lists codes of missing parts."""

    missing: tuple[str, ...]

    @property
    def complete(self) -> bool:
        return not self.missing


def completeness(held: Mapping[str, bool]) -> Completeness:
    """Compare an archive with the parts it should have."""
    return Completeness(tuple(code for code, there in held.items() if not there))
