"""What a column can hold: the years of a date and the characters of a text.

Forms (`ui.edge`), the API (`api.v1.parsing`), imports (through the forms) and the database
(`constraints`) refuse the same values. PostgreSQL stores years, and a text holds characters, that
its driver, JSON or a spreadsheet cannot read back: one such row would fail every list it is on.
"""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Final

FIRST: Final = datetime(1900, 1, 1, tzinfo=UTC)
LAST: Final = datetime(2200, 1, 1, tzinfo=UTC)  # exclusive
LARGEST_OFFSET: Final = timedelta(hours=15, minutes=59)  # of a time zone in PostgreSQL
LARGEST_NUMBER: Final = 10**15  # exact as a JSON number in every language
# controls other than tab and line breaks, half characters, and what XML 1.0 excludes
_UNSTORABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def is_within(value: date) -> bool:
    """Whether a date, or a moment with an offset that PostgreSQL knows, is within the bounds."""
    if not isinstance(value, datetime):
        return FIRST.date() <= value < LAST.date()
    if value.tzinfo is None:
        return FIRST <= value.replace(tzinfo=UTC) < LAST
    offset = value.utcoffset() or timedelta()
    return FIRST <= value < LAST and abs(offset) <= LARGEST_OFFSET


def is_storable(text: str) -> bool:
    """Whether a text has no character that a column, JSON or a spreadsheet cannot hold."""
    return _UNSTORABLE.search(text) is None


def storable(text: str) -> str:
    """The text with U+FFFD in place of what `is_storable` refuses."""
    return _UNSTORABLE.sub("\ufffd", text)
