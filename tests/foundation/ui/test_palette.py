import pytest

from yingke.foundation.ui import palette
from yingke.foundation.ui.navigation import Entry, Item
from yingke.foundation.ui.palette import Hit

PAGES = [
    Entry(Item("visits", "接待任务", "calendar", "x"), "/visits/", False, 0),
    Entry(Item("customers", "重点客户", "building", "x"), "/customers/", False, 0),
]


@pytest.fixture(autouse=True)
def one_source(monkeypatch, english):
    """A source that finds what it is asked for, and writes down how it was asked."""
    asked = []

    def source(user, query, limit):
        asked.append((user, query, limit))
        return [Hit(f"{query} AG", "Suzhou", "/customers/1/", "building", "Customers")]

    monkeypatch.setattr(palette, "_first", [])
    monkeypatch.setattr(palette, "_sources", [source])
    return asked


def test_without_a_query_the_pages_alone_are_offered(one_source):
    [(heading, hits)] = palette.find("user", "  ", PAGES)
    assert (heading, [hit.url for hit in hits]) == ("Pages", ["/visits/", "/customers/"])
    assert one_source == []


def test_pages_and_sources_answer_in_their_groups():
    groups = palette.find("user", "客户", PAGES)
    assert [(name, [h.url for h in hits]) for name, hits in groups] == [
        ("Pages", ["/customers/"]),
        ("Customers", ["/customers/1/"]),
    ]


def test_a_query_reaches_a_source_tidied_and_cut(one_source):
    palette.find("user", "  迎   松 " + "x" * 200, PAGES)
    [(user, query, limit)] = one_source
    assert (user, limit) == ("user", palette.PER_SOURCE)
    assert query.startswith("迎 松 x")
    assert len(query) == palette.LONGEST_QUERY


def test_what_comes_first_is_offered_before_anything_is_typed(monkeypatch):
    action = Hit("New visit", "", "/visits/new/", "plus", "Actions")
    monkeypatch.setattr(palette, "_first", [lambda user, query, limit: [action]])
    assert [name for name, _hits in palette.find("user", "", PAGES)] == ["Actions", "Pages"]
