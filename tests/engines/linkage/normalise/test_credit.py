from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from yingke.engines.linkage.normalise import credit

BODY = st.tuples(
    st.sampled_from(["91", "92", "12", "51"]),
    st.sampled_from(["110000", "320200", "440300", "330100"]),
    st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=8, max_size=8),
)


def sound_code(parts: tuple[str, str, str]) -> str:
    total = sum(int(c, 36) * w for c, w in zip(parts[2], (3, 7, 9, 10, 5, 8, 4, 2), strict=True))
    code = "".join(parts) + "0123456789X0"[11 - total % 11]
    return code + uscc.calc_check_digit(code)


@given(BODY, st.integers(0, 17), st.sampled_from(credit.ALPHABET))
def test_one_wrong_character_is_among_the_positions_named(
    parts: tuple[str, str, str], at: int, character: str
) -> None:
    code = sound_code(parts)
    wrong = code[:at] + character + code[at + 1 :]
    read = credit.read(wrong)
    assert read is not None
    assert credit.is_valid(wrong) == uscc.is_valid(wrong)
    if wrong == code:
        assert read.valid
    elif not read.valid:
        assert at + 1 in read.positions
        assert code in [repair.code for repair in read.repairs]


@given(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", max_size=20))
def test_validity_is_what_stdnum_says(text: str) -> None:
    assert credit.is_valid(text) == uscc.is_valid(text)


def test_a_look_alike_letter_is_named_with_its_digit() -> None:
    read = credit.read("9111 0000 O600037341L".replace("0000 O6", "000 O6"))
    assert read is not None
    assert (read.problem, read.positions) == ("character", (8,))
    assert credit.say(read) == ("9111000O600037341L fails its check: digit 8 should be 0, not O")


def test_a_code_of_the_wrong_length_says_so() -> None:
    read = credit.read("9111000060003734")
    assert read is not None
    assert credit.say(read) == "9111000060003734 has 16 characters where a credit code has 18"


def test_full_width_and_separators_do_not_matter() -> None:
    read = credit.read("９１１１００００ 6000-37341l")
    assert read is not None
    assert (read.written, read.valid) == ("91110000600037341L", True)
    assert credit.say(read) == ""


def test_an_empty_field_is_no_code() -> None:
    assert credit.read(" - ") is None
