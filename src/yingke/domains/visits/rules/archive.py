"""The archive record: its name, and whether it is complete (P27)."""

import re
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


def completeness(
    *, plan: bool, feedback: bool, photos: int, minutes: bool, follow_up: bool
) -> Completeness:
    """Check an archive against the list of the procedure: plan, 反馈表, 照片, 沟通记录, 跟进."""
    held = {
        "plan": plan,
        "feedback": feedback,
        "photos": photos > 0,
        "minutes": minutes,
        "follow_up": follow_up,
    }
    return Completeness(tuple(code for code, there in held.items() if not there))
