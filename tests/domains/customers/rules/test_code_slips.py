"""A wrong credit code, and the one slip that explains it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yingke.domains.customers.rules.code_slips import SlipKind, correction, likeliest_slip
from yingke.domains.customers.rules.credit_codes import ALPHABET, fault_in

VALID = "91110105600037341" + "2"


@pytest.mark.parametrize(
    ("code", "kind", "first", "last"),
    [
        ("9111O105" + VALID[8:], SlipKind.LOOK_ALIKE, 5, 5),
        (VALID[:16] + "I" + VALID[17:], SlipKind.LOOK_ALIKE, 17, 17),
        (VALID[:9] + "0" + VALID[9:], SlipKind.DOUBLED, 10, 11),
        (VALID[:17] + "K", SlipKind.CHECK, 18, 18),
        (VALID[:12] + "73" + VALID[14:], SlipKind.SWAPPED, 13, 14),
    ],
)
def test_the_slip_is_named_and_the_code_that_was_meant_given(code, kind, first, last):
    slip = likeliest_slip(code)
    assert slip is not None
    assert (slip.kind, slip.first, slip.last, slip.code) == (kind, first, last, VALID)


@pytest.mark.parametrize("code", [VALID, "", "911101056000373", VALID[:9] + "9999" + VALID[13:]])
def test_nothing_is_offered_for_a_valid_code_or_for_more_than_one_slip(code):
    assert likeliest_slip(code) is None


@given(st.text(alphabet=ALPHABET + "OIZSV ", max_size=20))
def test_what_is_offered_is_valid(text):
    offered = correction(text)
    assert offered is None or fault_in(offered) is None
