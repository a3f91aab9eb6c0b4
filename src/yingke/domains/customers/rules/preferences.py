"""What several people like and must be spared, merged for one table, one room, one gift list."""

from collections.abc import Iterable
from dataclasses import dataclass

from yingke.domains.customers.terms import PreferenceKind, Stance


@dataclass(frozen=True)
class Note:
    """One row: `who` is a guest's name, or None where it holds for everybody of the customer."""

    kind: PreferenceKind
    stance: Stance
    text: str
    who: str | None = None


@dataclass(frozen=True)
class Merged:
    """One thing to know, and for whom: every name once, in order; empty means for all guests.

    `contradicted_by` names those who must be spared what others like.
    """

    kind: PreferenceKind
    stance: Stance
    text: str
    who: tuple[str, ...]
    contradicted_by: tuple[str, ...] = ()


def merge(notes: Iterable[Note]) -> list[Merged]:
    """Taboos first, then by kind; the same words (whatever case or spacing) are one line.

    A note that holds for all guests swallows the names. A preference that is a taboo of somebody
    else of the same kind stays, and says whom it would hurt: the taboo wins at the table.
    """
    people: dict[tuple[PreferenceKind, Stance, str], list[str | None]] = {}
    wording: dict[tuple[PreferenceKind, Stance, str], str] = {}
    for note in notes:
        key = (note.kind, note.stance, _folded(note.text))
        wording.setdefault(key, note.text.strip())
        names = people.setdefault(key, [])
        if note.who not in names:
            names.append(note.who)
    merged = [
        Merged(
            kind=kind,
            stance=stance,
            text=wording[kind, stance, folded],
            who=_names(names),
            contradicted_by=_spared(people, kind, folded) if stance == Stance.PREFERENCE else (),
        )
        for (kind, stance, folded), names in people.items()
    ]
    kinds = list(PreferenceKind)
    return sorted(
        merged,
        key=lambda line: (line.stance != Stance.RESTRICTION, kinds.index(line.kind), line.text),
    )


def _spared(
    people: dict[tuple[PreferenceKind, Stance, str], list[str | None]],
    kind: PreferenceKind,
    folded: str,
) -> tuple[str, ...]:
    return tuple(
        who for who in people.get((kind, Stance.RESTRICTION, folded), []) if who is not None
    )


def _names(names: list[str | None]) -> tuple[str, ...]:
    return () if None in names else tuple(name for name in names if name is not None)


def _folded(text: str) -> str:
    return "".join(text.casefold().split())
