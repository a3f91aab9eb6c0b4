"""A paper as a Word document."""

from __future__ import annotations

from io import BytesIO
from typing import Any, Final

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from yingke.domains.tiering.web.papers.content import Chart, Paper, Section

FONT: Final = "Microsoft YaHei"
TABLE_STYLE: Final = "Light Grid Accent 1"


def write(paper: Paper) -> bytes:
    """The paper with headings, sentences and tables; a chart as a table of its months."""
    document: Any = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(10.5)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    document.core_properties.title = paper.title
    document.core_properties.author = ""
    document.add_heading(paper.title, level=0)
    document.add_paragraph(paper.subtitle)
    for section in paper.sections:
        _section(document, section)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _section(document: Any, section: Section) -> None:
    document.add_heading(section.title, level=1)
    for sentence in section.sentences:
        document.add_paragraph(sentence)
    if section.chart is not None:
        _table(document, _rows_of(section.chart))
    if section.table:
        _table(document, section.table)


def _rows_of(chart: Chart) -> list[list[str]]:
    rows = [["", *(line.name for line in chart.series)]]
    for number, month in enumerate(chart.months):
        values = (line.values[number] for line in chart.series)
        rows.append([month, *("–" if value is None else f"{value:.0f}" for value in values)])
    return rows


def _table(document: Any, rows: Any) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]), style=TABLE_STYLE)
    for row in rows:
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            cell.text = text
    document.add_paragraph()
