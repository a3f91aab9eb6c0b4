"""Whether every sentence of the product is said in Chinese too.

`python -m tests.catalogues` extracts all strings from the source and lists what the Chinese
catalogue lacks, leaves unsure or no longer needs; `--update` rewrites the catalogue from the
source, keeping its translations; `--merge FILE…` takes translations from other catalogues first.
English is the language of the source, so its catalogue is empty.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import polib
from django.utils.translation.reloader import translation_file_changed

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src"
CATALOGUE = ROOT / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
ENGLISH = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
# No dates, names or places: a header that is the same after every run keeps differences small.
HEADER = {
    "Project-Id-Version": "yingke",
    "Language": "zh_Hans",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}
WIDTH = 100

Key = tuple[str, str]  # context, English text


def extract() -> dict[Key, polib.POEntry]:
    """Every string that Django's makemessages finds under src/."""
    with tempfile.TemporaryDirectory(prefix="yingke-messages-") as folder:
        (Path(folder) / "locale").mkdir()
        (Path(folder) / "src").symlink_to(SOURCE)
        command = [sys.executable, "-m", "django", "makemessages", "--locale=zh_Hans"]
        command += ["--symlinks", "--no-location", "--keep-pot", "--verbosity=0", "--ignore=dist"]
        environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
        done = subprocess.run(  # noqa: S603 – our own command
            command, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode or done.stderr:
            raise SystemExit(done.stderr or f"makemessages failed ({done.returncode})")
        found = polib.pofile(str(Path(folder) / "locale" / "django.pot"))
    return {_key(entry): entry for entry in found}


def faults(found: dict[Key, polib.POEntry], catalogue: polib.POFile) -> Iterator[str]:
    """One line for each string that is not said in Chinese, or no longer said at all."""
    known = {_key(entry): entry for entry in catalogue if not entry.obsolete}
    for key in sorted(found.keys() - known.keys()):
        yield f"missing: {key[1]!r}"
    for key in sorted(known.keys() - found.keys()):
        yield f"no longer in the source: {key[1]!r}"
    for entry in catalogue.obsolete_entries():
        yield f"obsolete: {entry.msgid!r}"
    for key in sorted(known.keys() & found.keys()):
        if known[key].fuzzy:
            yield f"unsure (fuzzy): {key[1]!r}"
        elif not _texts(known[key]):
            yield f"untranslated: {key[1]!r}"
    yield from _wrong_formats(catalogue)


def update(found: dict[Key, polib.POEntry], known: Iterable[polib.POEntry]) -> polib.POFile:
    """A catalogue of exactly the strings in `found`, with the translations in `known`."""
    said: dict[Key, polib.POEntry] = {}
    for entry in known:
        earlier = said.get(_key(entry))
        if not _texts(entry) or entry.fuzzy or entry.obsolete:
            continue
        if earlier and _texts(earlier) != _texts(entry):
            sys.stderr.write(f"{entry.msgid!r}: {_texts(earlier)} gives way to {_texts(entry)}\n")
        said[_key(entry)] = entry
    made = empty_catalogue(HEADER)
    for key in sorted(found):
        fresh, old = found[key], said.get(key)
        entry = polib.POEntry(
            msgctxt=fresh.msgctxt,
            msgid=fresh.msgid,
            msgid_plural=fresh.msgid_plural,
            flags=[flag for flag in fresh.flags if flag != "fuzzy"],
        )
        text = _texts(old)[0] if old else ""
        if fresh.msgid_plural:
            entry.msgstr_plural = {0: text}
        else:
            entry.msgstr = text
        made.append(entry)
    return made


def empty_catalogue(header: dict[str, str]) -> polib.POFile:
    """A catalogue with `header` and no entries."""
    made = polib.POFile(wrapwidth=WIDTH)
    made.metadata = header
    return made


def save(catalogue: polib.POFile, path: Path) -> None:
    """Write the catalogue, without the two blank comment lines polib puts on top."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(str(catalogue).lstrip("#\n") + "\n", encoding="utf-8")


def compile_stale() -> None:
    """Compile each catalogue that changed since; a clone has none compiled before its install."""
    for path in (CATALOGUE, ENGLISH):
        compiled = path.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= path.stat().st_mtime:
            continue
        fresh = compiled.with_suffix(f".{os.getpid()}")
        polib.pofile(str(path)).save_as_mofile(str(fresh))
        fresh.replace(compiled)
        translation_file_changed(None, compiled)  # what was read before is read again


def main(argv: list[str] | None = None) -> int:
    """Check or rewrite the catalogue; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.catalogues", description=__doc__)
    parser.add_argument("--update", action="store_true", help="rewrite the catalogue")
    parser.add_argument("--merge", nargs="+", type=Path, default=[], metavar="FILE")
    args = parser.parse_args(argv)
    found = extract()
    catalogue = polib.pofile(str(CATALOGUE)) if CATALOGUE.exists() else empty_catalogue(HEADER)
    if args.update or args.merge:
        merged = [entry for file in args.merge for entry in polib.pofile(str(file))]
        catalogue = update(found, [*catalogue, *merged])
        save(catalogue, CATALOGUE)
        english = HEADER | {"Language": "en", "Plural-Forms": "nplurals=2; plural=(n != 1);"}
        save(empty_catalogue(english), ENGLISH)
    wrong = list(faults(found, catalogue))
    for line in wrong:
        sys.stdout.write(f"{line}\n")
    sys.stdout.write(f"{len(found)} strings, {len(wrong)} faults in {CATALOGUE.name}\n")
    return int(bool(wrong))


def _key(entry: polib.POEntry) -> Key:
    return entry.msgctxt or "", entry.msgid


def _texts(entry: polib.POEntry) -> list[str]:
    texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    return texts if all(texts) else []


def _wrong_formats(catalogue: polib.POFile) -> Iterator[str]:
    """What msgfmt says of placeholders that differ between a text and its translation."""
    done = subprocess.run(
        ["msgfmt", "--check-format", "--output-file=/dev/null", "-"],  # noqa: S607 – gettext's own
        input=str(catalogue),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        yield from done.stderr.splitlines()


if __name__ == "__main__":
    sys.exit(main())
