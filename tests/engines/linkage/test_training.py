from __future__ import annotations

import random

import pytest

from yingke.engines.linkage import Field, Model, Row, shipped
from yingke.engines.linkage.linking import profiles
from yingke.engines.linkage.training import train

SYLLABLES = ["an", "bei", "chun", "dai", "fen", "gao", "hui", "jin", "kai", "lan", "mei", "ning"]


def people(size: int) -> list[Row]:
    """Persons, a third of them twice with slips, from a fixed chance."""
    chance = random.Random(5)
    rows: list[Row] = []
    while len(rows) < size:
        row = {
            Field.FAMILY_NAME: "".join(chance.choices(SYLLABLES, k=2)),
            Field.GIVEN_NAME: "".join(chance.choices(SYLLABLES, k=2)),
            Field.BIRTH_DATE: str(chance.randrange(1940, 1999))
            + f"{chance.randrange(101, 999):04}",
            Field.POSTCODE: str(chance.randrange(1000, 1400)),
            Field.PHONE: f"138{chance.randrange(10**8):08d}",
        }
        rows.append(row)
        if chance.random() < 0.33:
            slipped = chance.choice([Field.GIVEN_NAME, Field.BIRTH_DATE, Field.PHONE])
            rows.append({f: v for f, v in row.items() if f is not slipped})
    return rows


def test_a_base_teaches_its_own_weights_without_labels() -> None:
    model = train(profiles(people(1_300)))
    assert "postcode" in model.learned
    assert model.shares["postcode"]["same"].m > 0.9
    assert model.shares["postcode"]["same"].u == pytest.approx(1 / 400, rel=0.5)
    assert model.prior < 1e-3
    # What states a rule of naming is not a file's to teach.
    assert model.shares["name"] == shipped().shares["name"]


def test_a_small_base_keeps_the_shipped_weights() -> None:
    assert train(profiles(people(50))) == shipped()


def test_a_model_is_the_same_after_writing_and_reading() -> None:
    assert Model.from_json(shipped().to_json()) == shipped()


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"prior": 1, "shares": {"name": 3}}'])
def test_another_text_is_refused_as_a_model(text: str) -> None:
    with pytest.raises(ValueError, match=r"model|Expecting"):
        Model.from_json(text)
