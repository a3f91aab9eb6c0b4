from yingke.domains.customers.rules.completeness import WANTED, completeness, missing


def test_the_weights_add_up_to_a_hundred():
    assert sum(one.weight for one in WANTED) == 100


def test_what_is_known_counts_by_its_weight():
    assert completeness(set()) == 0
    assert completeness({"credit_code", "size", "unknown"}) == 30
    assert completeness({one.code for one in WANTED}) == 100


def test_the_weightiest_piece_is_missed_first():
    lacks = missing({"credit_code", "industry"})
    assert [one.code for one in lacks[:2]] == ["contact_phone", "decision_maker"]
    assert len(lacks) == len(WANTED) - 2
