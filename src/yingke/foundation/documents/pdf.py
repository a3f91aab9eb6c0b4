"""PDF rendering with typst; the same data gives the same bytes.

A domain keeps its template as ``visits/web/papers/plan.typ``::

    #import "/yingke.typ": *
    #let data = json("/data.json")
    #show: paper.with(title: data.title, kicker: "接待方案 · RECEPTION PLAN", code: data.code)
    #section("行程安排")
    #rows((68pt, 1fr, 50pt), ("时间", "环节", "负责人"), data.agenda)

``yingke.typ`` is the shared style (see ``typst/``). A template can read files in its own folder by
relative path, and nothing else: no other file, no package, no network.
"""

import json
import shutil
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst

_STYLE = Path(__file__).with_name("typst") / "yingke.typ"
# A fixed time, so that the dates in the file are reproducible.
_EPOCH = 0


def render(
    source: Path, data: Mapping[str, Any], *, files: Mapping[str, bytes] | None = None
) -> bytes:
    """Render the template ``source`` (``.typ``) as a PDF.

    ``data`` is available as ``/data.json``; dates and decimals become strings, so pass times and
    money already formatted. ``files``, such as ``{"qr.svg": b"…"}``, are available in ``/files/``.
    Raises typst.TypstError with the position in the source.
    """
    return _compiled(source, data, files or {}, "pdf")[0]


def preview(
    source: Path, data: Mapping[str, Any], *, files: Mapping[str, bytes] | None = None
) -> list[bytes]:
    """Render each page as a PNG at 144 dpi."""
    return _compiled(source, data, files or {}, "png")


def _compiled(
    source: Path, data: Mapping[str, Any], files: Mapping[str, bytes], form: Literal["pdf", "png"]
) -> list[bytes]:
    with tempfile.TemporaryDirectory(prefix="yingke-paper-") as folder:
        root = Path(folder)
        shutil.copy(_STYLE, root / _STYLE.name)
        shutil.copytree(source.parent, root / "paper")
        text = json.dumps(data, ensure_ascii=False, sort_keys=True, default=str)
        (root / "data.json").write_text(text, encoding="utf-8")
        (root / "files").mkdir()
        for name, content in files.items():
            (root / "files" / Path(name).name).write_bytes(content)
        # Annotated as bytes, but several PNG pages come as a list.
        made: Any = typst.compile(
            root / "paper" / source.name,
            root=root,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            format=form,
            timestamp=_EPOCH,
        )
    return list(made) if isinstance(made, list) else [made]


@cache
def _fonts() -> typst.Fonts:
    """Load the bundled fonts, once per process; system fonts would differ between machines."""
    import justmytype_intl_cjk

    folder = Path(justmytype_intl_cjk.__file__).parent / "fonts"
    return typst.Fonts(include_system_fonts=False, font_paths=[folder])
