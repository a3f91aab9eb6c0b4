"""The source as these tests see it: files, packages and the order that pyproject.toml states."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
HOUSE = ROOT / "src" / "yingke"


class Package(NamedTuple):
    """One package of a band, e.g. domains.visits; `name` is empty for a band's own modules."""

    band: str
    name: str

    def __str__(self) -> str:
        return f"{self.band}.{self.name}"


def python_files(*folders: str) -> list[Path]:
    """Every Python file under the folders, migrations aside."""
    found = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return sorted(path for path in found if "migrations" not in path.parts)


def templates() -> list[Path]:
    return sorted((ROOT / "src").rglob("templates/**/*.html"))


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def owner(path: Path) -> Package:
    """The package that a file under src/yingke belongs to."""
    parts = path.relative_to(HOUSE).parts
    return Package(parts[0], parts[1] if len(parts) > 2 else "")


def imports(path: Path) -> Iterator[str]:
    """The full dotted name of everything that a file imports from the house."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and not node.level and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        yield from (name for name in names if name.startswith("yingke."))


def heights() -> dict[str, int]:
    """How high each band and each package stands, read from the import contracts.

    Keys are "domains" or "domains.visits"; packages beside each other share a number.
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    height = {}
    for contract in project["tool"]["importlinter"]["contracts"]:
        if contract["type"] != "layers":
            continue
        (container,) = contract["containers"]
        prefix = container.removeprefix("yingke").lstrip(".")
        for number, layer in enumerate(reversed(contract["layers"])):
            for name in layer.replace("|", " ").replace(":", " ").split():
                height[f"{prefix}.{name.strip('()')}".lstrip(".")] = number
    return height
