import pytest

from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.kernel.phones import normalise


@pytest.mark.parametrize(
    ("text", "country", "written"),
    [
        ("138 1234 5678", "CN", "+8613812345678"),
        ("+49 30 901820", "CN", "+4930901820"),
        ("030 901820", "DE", "+4930901820"),
        ("0512-6288 0000 ext 8008", "CN", "+8651262880000;ext=8008"),
        ("  ", "CN", ""),
    ],
)
def test_a_number_gets_one_written_form(text, country, written):
    assert normalise(text, country=country) == written


@pytest.mark.parametrize("text", ["call the office", "12"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(RuleViolation) as caught:
        normalise(text)
    assert (caught.value.code, caught.value.field) == ("phone_invalid", "phone")
