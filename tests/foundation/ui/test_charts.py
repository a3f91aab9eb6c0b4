"""Charts: heights, scales, gaps, links."""

import pytest

from yingke.foundation.ui.charts import Point, alone, bar_chart, line_chart, scale_for, sparkline


def words(value):
    return f"{value:g}"


def points(*values, **fields):
    return [Point(str(n), "", value, **fields) for n, value in enumerate(values)]


@pytest.mark.parametrize(
    ("values", "options", "ticks"),
    [
        ((0.4, 0.77), {"unit": 0.01, "most": 1.0}, [0, 0.2, 0.4, 0.6, 0.8]),
        ((0.86, 0.99), {"unit": 0.01, "most": 1.0, "from_zero": False}, [0.85, 0.9, 0.95, 1.0]),
        ((3600 * 70,), {"unit": 3600}, [0, 72000, 144000, 216000, 288000]),
        ((None,), {}, [0, 0.25, 0.5, 0.75, 1]),
        ((0,), {}, [0, 0.25, 0.5, 0.75, 1]),
    ],
)
def test_an_axis_holds_all_values_in_even_steps(values, options, ticks):
    assert scale_for(points(*values), words, **options).ticks == pytest.approx(ticks)


def test_bars_begin_at_zero_and_are_as_high_as_their_values():
    found = points(50, 100, None)
    drawn = bar_chart(found, scale_for(found, words), label="x")
    assert 'height="111.0"' in drawn
    assert 'height="222"' in drawn or 'height="222.0"' in drawn
    assert drawn.count("chart-bar") == 2
    assert drawn.count("chart-none") == 1


def test_a_line_is_broken_where_a_month_has_no_value():
    found = points(1, 2, None, 3)
    drawn = line_chart(found, scale_for(found, words), label="x")
    assert drawn.count("chart-line") == 2
    assert drawn.count("chart-dot") == 3


def test_a_change_of_the_target_is_a_step():
    found = [Point("1", "", 1, goal=2), Point("2", "", 1, goal=4)]
    drawn = line_chart(found, scale_for(found, words), label="x")
    line = drawn.partition('class="chart-goal" points="')[2].partition('"')[0].split()
    heights = [point.partition(",")[2] for point in line]
    assert heights[0] == heights[1] != heights[2] == heights[3]


def test_a_month_with_an_address_is_a_link_that_says_what_its_tip_shows():
    found = points(1, url="/rows/", lines=(("Nov", "1"), ("<b>", "2")))
    drawn = bar_chart(found, scale_for(found, words), label="x")
    assert 'href="/rows/" aria-label="Nov 1, &lt;b&gt; 2"' in drawn
    assert "<b>" not in drawn


def test_a_chart_stands_alone_as_a_file():
    found = points(1)
    file = alone(bar_chart(found, scale_for(found, words), label="x"))
    assert file.startswith(b"<svg")
    assert file.endswith(b"</svg>")
    assert b'xmlns="http://www.w3.org/2000/svg"' in file


def test_a_sparkline_says_what_it_is():
    drawn = sparkline([1, None, 3], [2, 2, 2], tone="amber", label="12 months")
    assert 'aria-label="12 months"' in drawn
    assert drawn.count("chart-line") == 2
