"""A paper as PowerPoint slides with native charts, which a reader can edit."""

from __future__ import annotations

from io import BytesIO
from typing import Any, Final

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.util import Inches, Pt

from yingke.domains.tiering.web.papers.content import Chart, Paper, Section

TITLE_LAYOUT, TITLE_ONLY = 0, 5
LEFT, TOP, WIDTH = Inches(0.6), Inches(1.5), Inches(12.1)
ROWS: Final = 10  # of a table on one slide
FONT: Final = "Microsoft YaHei"


def write(paper: Paper) -> bytes:
    """A title slide, and for each section its sentences, its chart and its table."""
    deck: Any = Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    first = deck.slides.add_slide(deck.slide_layouts[TITLE_LAYOUT])
    first.shapes.title.text = paper.title
    first.placeholders[1].text = paper.subtitle
    for section in paper.sections:
        _section(deck, section)
    buffer = BytesIO()
    deck.save(buffer)
    return buffer.getvalue()


def _section(deck: Any, section: Section) -> None:
    if section.sentences or section.chart:
        slide = _slide(deck, section.title)
        top: int = TOP
        if section.sentences:
            _text(slide, section.sentences, top)
            top = TOP + Inches(0.45) * len(section.sentences)
        if section.chart is not None:
            _chart(slide, section.chart, top)
    head, *rows = section.table or [[]]
    for start in range(0, len(rows), ROWS):
        _table(_slide(deck, section.title), [head, *rows[start : start + ROWS]])


def _slide(deck: Any, title: str) -> Any:
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    slide.shapes.title.text = title
    return slide


def _text(slide: Any, sentences: Any, top: Any) -> None:
    frame = slide.shapes.add_textbox(LEFT, top, WIDTH, Inches(0.45) * len(sentences)).text_frame
    frame.word_wrap = True
    for number, sentence in enumerate(sentences):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.text = sentence
        paragraph.font.size, paragraph.font.name = Pt(16), FONT


def _chart(slide: Any, chart: Chart, top: Any) -> None:
    data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
    data.categories = list(chart.months)
    for line in chart.series:
        data.add_series(line.name, list(line.values))
    height = Inches(7.2) - top
    shape = slide.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, LEFT, top, WIDTH, height, data)
    shape.chart.has_legend = len(chart.series) > 1
    if shape.chart.has_legend:
        shape.chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        shape.chart.legend.include_in_layout = False


def _table(slide: Any, rows: list[Any]) -> None:
    height = Inches(0.45) * len(rows)
    table = slide.shapes.add_table(len(rows), len(rows[0]), LEFT, TOP, WIDTH, height).table
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            cell = table.cell(y, x)
            cell.text = text
            cell.text_frame.paragraphs[0].font.size = Pt(12)
            cell.text_frame.paragraphs[0].font.name = FONT
