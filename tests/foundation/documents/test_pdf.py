"""Papers are set in the house style, with its own fonts, to the byte."""

import io
from pathlib import Path
from typing import Any

import pypdf
import pytest
import segno
import typst

from yingke.foundation.documents import pdf

PAPERS = Path(__file__).with_name("papers")
PLAN: dict[str, Any] = {
    "title": "华晟新能源集团 · 高层来访",
    "sub": ["11月24日", "苏州园区"],
    "code": "RC-2026-1187",
    "qr": True,
    "tiles": [["级别", "战略客户"], ["预算", "¥86,000"]],
    "agenda": [["09:40–10:20", "接机", "贵宾通道", "王立群"]] * 40,
    "guests": [["Dr. Anna Keller", "CTO", "要客", "无麸质"]],
    "budget": [["餐饮", 0.5, "¥31,800"], ["住宿", 7, "¥19,600"]],
    "risks": [["译员冲突", "15:00 重叠"]],
}


def qr() -> bytes:
    out = io.BytesIO()
    segno.make("http://localhost/visits/7/").save(out, kind="svg", xmldecl=False)
    return out.getvalue()


def test_the_same_data_gives_the_same_bytes() -> None:
    first, second = (pdf.render(PAPERS / "plan.typ", PLAN, files={"qr.svg": qr()}) for _ in "ab")
    assert first == second
    assert first != pdf.render(PAPERS / "plan.typ", PLAN | {"code": "x"}, files={"qr.svg": qr()})


def test_a_paper_says_what_it_was_given_on_every_page() -> None:
    made = pypdf.PdfReader(
        io.BytesIO(pdf.render(PAPERS / "plan.typ", PLAN, files={"qr.svg": qr()}))
    )
    pages = [page.extract_text() for page in made.pages]
    assert len(pages) == 2
    assert "华晟新能源集团" in pages[0]
    for number, text in enumerate(pages, start=1):
        assert "RC-2026-1187" in text
        assert f"第 {number} / 2 页" in text
        assert "地点与要点" in text  # the head of a table that runs over the page
    fonts = {str(font["/BaseFont"]) for page in made.pages for font in _fonts(page)}
    assert all("NotoSansSC" in font for font in fonts)


def _fonts(page: pypdf.PageObject) -> list[Any]:
    return [font.get_object() for font in page["/Resources"]["/Font"].values()]


def test_a_preview_is_a_picture_of_each_page() -> None:
    pages = pdf.preview(PAPERS / "plan.typ", PLAN, files={"qr.svg": qr()})
    assert len(pages) == 2
    assert all(page.startswith(b"\x89PNG") for page in pages)


@pytest.mark.parametrize(
    "reach", ['#read("/etc/hostname")', '#read("../../../../etc/hostname")', '#read("/x/../../y")']
)
def test_a_paper_reads_nothing_outside_its_folder(tmp_path: Path, reach: str) -> None:
    (tmp_path / "spy.typ").write_text(reach)
    with pytest.raises(typst.TypstError):
        pdf.render(tmp_path / "spy.typ", {})
