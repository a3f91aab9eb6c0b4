from dataclasses import dataclass

import pytest
from django.urls import reverse

from yingke.foundation.ui import navigation
from yingke.foundation.ui.navigation import Group, Item


@dataclass
class Person:
    permissions: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    is_authenticated: bool = True

    def may(self, permission):
        return permission in self.permissions

    def role_codes(self):
        return frozenset(self.roles)


@pytest.fixture(autouse=True)
def own_navigation(monkeypatch):
    """A navigation of its own, so that the product's items do not matter here."""
    groups = {"": Group(code="", label="", order=0)}
    monkeypatch.setattr(navigation, "_groups", groups)
    monkeypatch.setattr(navigation, "_items", {})
    navigation.group("later", "Later", order=30)
    navigation.group("early", "Early", order=10)


def codes(user):
    return [item.code for item in navigation.items_for(user)]


def test_items_come_in_the_order_of_their_groups_and_their_own():
    navigation.register(
        Item("c", "C", "x", "ui:gallery", group="later"),
        Item("b", "B", "x", "ui:gallery", group="early", order=2),
        Item("a", "A", "x", "ui:gallery", group="early", order=1),
        Item("home", "Home", "x", "ui:gallery"),
    )
    assert codes(Person()) == ["home", "a", "b", "c"]


def test_an_item_is_for_those_who_may_open_it():
    navigation.register(
        Item("all", "All", "x", "ui:gallery"),
        Item("named", "Named", "x", "ui:gallery", permission="visits.view"),
        Item("asked", "Asked", "x", "ui:gallery", permission=lambda user: "it" in user.roles),
        Item("held", "Held", "x", "ui:gallery", roles=frozenset({"host"})),
    )
    assert codes(Person()) == ["all"]
    assert codes(Person(("visits.view",), ("it", "host"))) == ["all", "asked", "held", "named"]
    assert codes(Person(is_authenticated=False)) == []


def test_the_item_whose_address_is_longest_is_the_current_one(asked):
    navigation.register(
        Item("palette", "Search", "search", "ui:palette"),
        Item("gallery", "Gallery", "layout-grid", "ui:gallery", matches=("/palette/deep/",)),
    )
    request = asked("/palette/deep/7/")
    request.user = Person()
    current = [e.item.code for e in navigation.entries_for(request) if e.current]
    assert current == ["gallery"]


def test_an_item_of_a_package_that_is_not_installed_is_left_out(asked):
    navigation.register(Item("gone", "Gone", "x", "gone:list"))
    request = asked()
    request.user = Person()
    assert navigation.entries_for(request) == []


def test_a_code_stands_for_one_item():
    navigation.register(Item("home", "Home", "house", "ui:gallery"))
    with pytest.raises(ValueError, match="'home' is registered twice"):
        navigation.register(Item("home", "Start", "house", "ui:gallery"))


def test_the_check_names_an_item_in_an_undeclared_group():
    navigation.register(Item("x", "X", "x", "ui:gallery", group="nowhere"))
    assert [error.msg for error in navigation.check()] == [
        "navigation item 'x' is in the group 'nowhere', which none declares"
    ]


def test_a_group_with_an_index_is_one_entry_of_the_sidebar(asked):
    navigation.group("settings", "Settings", order=90)
    navigation.register(
        Item("all", "Settings", "settings", "ui:palette", group="settings", index_of="settings"),
        Item("gallery", "Gallery", "layout-grid", "ui:gallery", group="settings"),
    )
    request = asked(reverse("ui:gallery"))
    request.user = Person()
    [section] = navigation.sections_for(navigation.entries_for(request))
    assert (section.label, [entry.item.code for entry in section.entries]) == ("", ["all"])
    assert section.entries[0].current
