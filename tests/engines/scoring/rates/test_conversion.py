"""30-day conversion never counts a visit that is not 30 days old."""

from datetime import date, timedelta

from tests.engines.scoring.worlds import only

from yingke.engines.scoring import Tables, Window
from yingke.engines.scoring.rates import conversion

AS_OF = date(2025, 6, 30)


def visits(*ages_and_days_to_conversion: tuple[int, int | None]) -> Tables:
    return only(
        "visits",
        *(
            {
                "visit_id": f"V{i}",
                "account_id": "a",
                "ended_on": AS_OF - timedelta(days=age),
                "converted_on": None
                if took is None
                else AS_OF - timedelta(days=age) + timedelta(days=took),
            }
            for i, (age, took) in enumerate(ages_and_days_to_conversion)
        ),
    )


def test_an_immature_visit_counts_on_neither_side_even_when_it_has_converted() -> None:
    found = conversion(visits((29, 1), (29, None), (30, 1), (30, None)), AS_OF)
    assert (found.converted, found.mature, found.immature) == (1, 2, 2)
    assert found.rate.estimate == 0.5


def test_a_late_contract_and_one_that_lies_ahead_are_no_conversions() -> None:
    found = conversion(visits((100, 30), (100, 31), (35, 40), (35, 0)), AS_OF)
    assert (found.converted, found.mature) == (2, 4)


def test_the_rate_of_an_earlier_day_does_not_change_with_what_came_later() -> None:
    rows = [(a, t) for a in range(0, 90, 3) for t in (None, 5, 29, 40)]
    day = AS_OF - timedelta(days=40)
    later = conversion(visits(*rows), day, Window(60))
    earlier = [(a, t if t is not None and a - t >= 40 else None) for a, t in rows if a >= 40]
    assert conversion(visits(*earlier), day, Window(60)) == later
    assert later.mature > 0


def test_no_mature_visit_is_not_enough_data() -> None:
    found = conversion(visits((5, 1)), AS_OF)
    assert found.rate.says() == "not enough data (n = 0)"
    assert found.immature == 1
