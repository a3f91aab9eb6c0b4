"""An indicator's chart as a picture, for slides and reports."""

from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yingke.domains.assessment.queries.insights import Insight
from yingke.domains.assessment.web import figures, words
from yingke.foundation.documents import pdf
from yingke.foundation.ui import charts

SOURCE = Path(__file__).parent / "papers" / "chart.typ"


def drawn(insight: Insight) -> bytes:
    """The bars of twelve months as PNG, with value, target, sample and definition."""
    figure = figures.figure(insight)
    facts = [figure.value, figure.basis, _("Target %(target)s") % {"target": figure.target}]
    if figure.interval:
        facts.append(_("Confidence interval %(interval)s") % {"interval": figure.interval})
    data = {
        "lang": "zh" if (get_language() or "").startswith("zh") else "en",
        "title": f"{figure.label} · {words.month_name(insight.month)}",
        "facts": " · ".join(facts),
        "definition": str(figure.definition),
    }
    svg = charts.alone(figures.bar_chart(insight, plain=True))
    return pdf.preview(SOURCE, data, files={"chart.svg": svg})[0]
