import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from yingke.domains.customers.rules.credit_codes import CodeFault, Fault, fault_in, normalise

VALID = "91110000600037341L"


def test_a_valid_code_has_no_fault():
    assert fault_in(VALID) is None


def test_spaces_hyphens_and_small_letters_do_not_matter():
    assert normalise(" 9111 0000-600037341l ") == VALID


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("9111000060003734", CodeFault(Fault.LENGTH, 16, 16, "9111000060003734")),
        ("", CodeFault(Fault.LENGTH, 0, 0, "")),
        ("9111O000600037341L", CodeFault(Fault.DIGIT_NEEDED, 5, 5, "O")),
        ("91110000600037I41L", CodeFault(Fault.LETTER_NOT_USED, 15, 15, "I")),
        ("91110000600037431L", CodeFault(Fault.ORGANISATION_PART, 9, 17, "600037431")),
        ("91110100600037341L", CodeFault(Fault.REGION_PART, 1, 8, "91110100")),
    ],
)
def test_the_fault_names_the_place(code, fault):
    assert fault_in(code) == fault


@given(st.integers(0, 17), st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"))
def test_one_wrong_character_is_always_found(position, character):
    code = VALID[:position] + character + VALID[position + 1 :]
    assert (fault_in(code) is None) == (code == VALID)


@given(st.text(alphabet="0123456789ABCDEFGHJKLMNPQRTUWXYIOZSV ", max_size=20))
def test_it_agrees_with_the_library(text):
    code = normalise(text)
    assert (fault_in(code) is None) == uscc.is_valid(code)
