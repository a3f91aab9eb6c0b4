"""Dates are written one way in each language."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from yingke.foundation.kernel import clock
from yingke.foundation.ui import dates
from yingke.foundation.ui.components.dates import full, year_day
from yingke.foundation.ui.tables.columns import shown

MOMENT = datetime(2025, 11, 24, 1, 40, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("zh-hans", ["11-24", "2025-11-24", "2025-11-24 09:40", "11月24日 周一", "2025-11-24"]),
        ("en", ["24 Nov", "24 Nov 2025", "24 Nov 2025 09:40", "Mon 24 Nov", "24 Nov 2025"]),
    ],
)
def test_a_date_is_written_as_its_language_writes_it(language, texts):
    with translation.override(language), clock.at(datetime(2026, 3, 1, tzinfo=UTC)):
        words = (dates.short_day, dates.year_day, dates.full, dates.day_words, dates.due_words)
        assert [say(MOMENT) for say in words] == texts
        assert shown(MOMENT) == dates.full(MOMENT)
        assert shown(date(2025, 11, 24)) == dates.year_day(MOMENT)


def test_what_is_not_known_is_nothing():
    assert (full(None), year_day(None)) == ("", "")
