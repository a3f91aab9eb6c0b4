"""Names with positions in the forms in which people write them."""

import pytest

from yingke.domains.visits.rules.names import Person, read_line, read_lines, same
from yingke.foundation.kernel.errors import RuleViolation


@pytest.mark.parametrize(
    ("line", "person"),
    [
        ("周国栋 副总经理", Person("周国栋", "副总经理")),
        ("周国栋副总经理", Person("周国栋", "副总经理")),
        ("技术部总监 林海", Person("林海", "技术部总监")),
        ("1. 林海（总工程师）", Person("林海", "总工程师")),
        ("王敏女士，采购部经理", Person("王敏", "采购部经理")),
        ("Anna Weber", Person("Anna Weber")),
        (
            "- Mr Jonas Keller, CTO, +49 170 1234567",
            Person("Jonas Keller", "CTO", "+49 170 1234567"),
        ),
        ("Lena Vogt, lena@x.de", Person("Lena Vogt", email="lena@x.de")),
        ("   ", None),
        ("- ", None),
    ],
)
def test_a_line_is_a_name_and_what_stands_beside_it(line, person):
    assert read_line(line) == person


def test_a_person_written_as_a_line_is_read_back():
    person = Person("林海", "技术部总监", "13912345678", "lin@x.cn")
    assert read_line(person.line) == person


def test_a_line_that_holds_more_than_a_name_is_refused():
    with pytest.raises(RuleViolation) as refused:
        read_lines("林海\n" + "长" * 101)
    assert refused.value.code == "name_too_long"


def test_a_name_is_the_same_without_case_spaces_and_degree():
    assert same("Dr. Anna  Weber", ["林海", "anna weber"])
    assert not same("Anna Weber", ["Anna Webers", ""])
