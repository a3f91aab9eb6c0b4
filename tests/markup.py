"""Whether a page keeps a habit from an earlier version of htmx.

`python -m tests.markup` runs the checker that htmx itself ships (upgrade-check.py) over all
templates and scripts of our own; it fails on any finding.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
CHECKER = ROOT / "node_modules" / "htmx.org" / "dist" / "scripts" / "upgrade-check.py"


def pages() -> list[Path]:
    """Every template and script of our own, without what is built from them."""
    found = [path for form in ("*.html", "*.js") for path in (ROOT / "src").rglob(form)]
    return sorted(path for path in found if "dist" not in path.parts)


def main() -> int:
    """Run the checker; gives its exit code."""
    if not CHECKER.exists():
        sys.stderr.write(
            "htmx's checker is not installed: `python hatch_build.py` brings the browser packages\n"
        )
        return 1
    command = [sys.executable, str(CHECKER), *map(str, pages())]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 – ours
    sys.stdout.write(done.stdout + done.stderr.strip().splitlines()[-1] + "\n")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
