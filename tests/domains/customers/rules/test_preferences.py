from yingke.domains.customers.rules.preferences import Merged, Note, merge
from yingke.domains.customers.terms import PreferenceKind, Stance

DIET, ETIQUETTE = PreferenceKind.DIET, PreferenceKind.ETIQUETTE
LIKES, SPARE = Stance.PREFERENCE, Stance.RESTRICTION


def test_the_same_words_of_two_guests_are_one_line():
    notes = [Note(DIET, SPARE, "Peanuts", "林国栋"), Note(DIET, SPARE, " peanuts ", "马晓东")]
    assert merge(notes) == [Merged(DIET, SPARE, "Peanuts", ("林国栋", "马晓东"))]


def test_what_holds_for_all_guests_swallows_the_names():
    notes = [Note(DIET, SPARE, "猪肉", "林国栋"), Note(DIET, SPARE, "猪肉")]
    assert merge(notes) == [Merged(DIET, SPARE, "猪肉", ())]


def test_taboos_come_first_then_by_kind():
    notes = [
        Note(DIET, LIKES, "绿茶", "甲"),
        Note(ETIQUETTE, SPARE, "不合影", "甲"),
        Note(DIET, SPARE, "花生", "甲"),
    ]
    assert [line.text for line in merge(notes)] == ["花生", "不合影", "绿茶"]


def test_a_preference_names_whom_it_would_hurt():
    notes = [Note(DIET, LIKES, "海鲜", "甲"), Note(DIET, SPARE, "海鲜", "乙")]
    assert merge(notes) == [
        Merged(DIET, SPARE, "海鲜", ("乙",)),
        Merged(DIET, LIKES, "海鲜", ("甲",), contradicted_by=("乙",)),
    ]


def test_the_same_name_is_not_said_twice():
    note = Note(DIET, SPARE, "花生", "甲")
    assert merge([note, note]) == [Merged(DIET, SPARE, "花生", ("甲",))]
