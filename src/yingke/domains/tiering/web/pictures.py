"""Drawings as pictures, for slides and reports."""

from pathlib import Path
from typing import Final

from django.http import HttpResponse
from django.utils.translation import get_language

from yingke.foundation.documents import pdf

SOURCE: Final = Path(__file__).parent / "papers" / "chart.typ"
# The colours of a picture that stands outside the pages: those of the light theme.
STYLE: Final = (
    "text{font-family:'Noto Sans SC';font-size:12px;font-weight:500;fill:#626d76}"
    ".ink{fill:#13191e}.bold{font-weight:600}"
    ".tier-series-1{fill:#0a8079}.tier-series-2{fill:#3d6fd9}"
    ".tier-series-3{fill:#d08a0a}.tier-series-4{fill:#8a5fd3}.flow{fill-opacity:.3}"
    ".radar-ring{fill:none;stroke:#e6e9eb}"
    ".radar-now{fill:#0a8079;fill-opacity:.12;stroke:#0a8079;stroke-width:2}"
    ".radar-peers{fill:none;stroke:#3d6fd9;stroke-dasharray:4 3}"
    ".radar-before{fill:none;stroke:#626d76;stroke-dasharray:2 3}"
)


def png(drawing: str, *, title: str, facts: str, name: str) -> HttpResponse:
    """A drawing with its title and a line of facts, as a file to download."""
    language = "zh" if (get_language() or "").startswith("zh") else "en"
    data = {"lang": language, "title": title, "facts": facts}
    head, body = drawing.split(">", 1)
    svg = f'{head} xmlns="http://www.w3.org/2000/svg"><style>{STYLE}</style>{body}'
    picture = pdf.preview(SOURCE, data, files={"chart.svg": svg.encode()})[0]
    response = HttpResponse(picture, content_type="image/png")
    response["Content-Disposition"] = f'attachment; filename="{name}.png"'
    return response
