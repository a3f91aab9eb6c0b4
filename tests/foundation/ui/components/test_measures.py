from decimal import Decimal

import pytest
from django.utils import translation

pytestmark = pytest.mark.usefixtures("english")


def test_progress_is_written_the_same_in_every_language(draw):
    with translation.override("de"):
        html = draw('{% progress value label="Done" max=1 %}', value=Decimal("0.625"))
    assert '<progress class="progress-bar" max="1" value="0.625" aria-label="Done">' in html


def test_work_without_a_known_end_has_no_value(draw):
    assert "value=" not in draw('{% progress None label="Importing" %}')


def test_the_parts_of_what_is_used_stand_one_after_the_other(draw):
    html = draw(
        '{% usage_bar used="5" total="10" share=0.5 label="Half" %}'
        '{% usage_part "Meals" amount="3" share=0.3 series=1 %}'
        '{% usage_part "Hotel" amount="2" share=0.2 series=2 %}{% endusage_bar %}'
    )
    assert '<rect class="series-1" x="0" y="0" width="30" height="8"/>' in html
    assert '<rect class="series-2" x="30" y="0" width="20" height="8"/>' in html


def test_more_than_the_total_fills_the_bar_and_is_said(draw):
    html = draw(
        '{% usage_bar used="12" total="10" share=1.25 label="Over" %}'
        '{% usage_part "Meals" amount="12" share=1.25 series=1 %}{% endusage_bar %}'
    )
    assert 'class="usage is-over"' in html
    assert 'x="0" y="0" width="100" height="8"' in html
    assert "over the limit" in html
