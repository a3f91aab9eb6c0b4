"""Preferences and restrictions of several people, merged for one table, room or gift list."""

from collections.abc import Iterable
from dataclasses import dataclass

from yingke.domains.customers.terms import PreferenceKind, Stance


@dataclass(frozen=True)
class Note:
    """One preference; `who` is a guest's name, or None if it applies to the whole customer."""

    kind: PreferenceKind
    stance: Stance
    text: str
    who: str | None = None


@dataclass(frozen=True)
class Merged:
    """One merged preference with the names it applies to, in order; empty means all guests.

    `contradicted_by` lists guests with a restriction against it.
    """

    kind: PreferenceKind
    stance: Stance
    text: str
    who: tuple[str, ...]
    contradicted_by: tuple[str, ...] = ()


def merge(notes: Iterable[Note]) -> list[Merged]:
    """Restrictions first, then by kind; equal texts (ignoring case and spacing) are merged.

    A preference of all guests absorbs the names. One that is a restriction of another guest is
    kept, with that guest in `contradicted_by`: the restriction takes precedence.
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
