"""What the sidebar and the phone's tab bar list: packages register items in ``navigation.py``.

from yingke.foundation.ui import navigation
navigation.group("work", _("Work"), order=20)
navigation.register(navigation.Item(
    "projects", _("Projects"), icon="calendar-days", url_name="projects:list", group="work",
    permission="projects.view", count=queries.open_for, phone=2))
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from django.core.checks import Error
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True, kw_only=True)
class Group:
    code: str
    label: object
    order: int


@dataclass(frozen=True)
class Item:
    """One line of the navigation.

    ``permission`` is a permission's name or a callable(user) -> bool; None is for everyone.
    ``roles`` narrows it to people who hold one of these roles.  ``count`` gives the rows to count
    for a user (or for an expression of the user's key); they are counted on each page, so that must
    be cheap, and nothing but the user may differ.  ``phone`` is the place in the phone's tab bar
    (1–4), if any.  An item that is ``index_of`` a group stands in the sidebar for all of it; the
    others are on its page.
    """

    code: str
    label: object
    icon: str
    url_name: str
    group: str = ""
    permission: str | Callable[[Any], bool] | None = None
    count: Callable[[Any], QuerySet[Any]] | None = None
    roles: frozenset[str] = field(default_factory=frozenset)
    order: int = 50
    phone: int | None = None
    matches: tuple[str, ...] = ()
    index_of: str = ""


@dataclass(frozen=True)
class Entry:
    """An item as one person sees it on one page."""

    item: Item
    url: str
    current: bool
    count: int


@dataclass(frozen=True)
class Section:
    label: object
    entries: tuple[Entry, ...]


_groups: dict[str, Group] = {"": Group(code="", label="", order=0)}
_items: dict[str, Item] = {}


def group(code: str, label: object, *, order: int) -> None:
    """Declare a group of the sidebar; the first declaration of a code stands."""
    _groups.setdefault(code, Group(code=code, label=label, order=order))


def register(*items: Item) -> None:
    for item in items:
        if _items.setdefault(item.code, item) != item:
            raise ValueError(f"navigation item {item.code!r} is registered twice")


def _may_see(user: Any, item: Item) -> bool:
    if item.roles and not item.roles & frozenset(_roles_of(user)):
        return False
    if item.permission is None:
        return True
    if callable(item.permission):
        return item.permission(user)
    return bool(user.may(item.permission))


def _roles_of(user: Any) -> Iterable[str]:
    return user.role_codes()  # type: ignore[no-any-return]  # whatever model AUTH_USER_MODEL names


def items_for(user: Any) -> list[Item]:
    """The items that a person may open, in the order of the sidebar."""
    if not getattr(user, "is_authenticated", False):
        return []
    seen = [item for item in _items.values() if _may_see(user, item)]
    return sorted(seen, key=lambda i: (_groups[i.group].order, i.order, i.code))


def entries_for(request: HttpRequest) -> list[Entry]:
    user = getattr(request, "user", None)
    found = []
    for item in items_for(user):
        url = _address(item.url_name)
        if url is None:
            continue
        found.append((item, url, _count(user, item)))
    here = _current([(item, url) for item, url, _ in found], request)
    return [Entry(item, url, item.code == here, number) for item, url, number in found]


def counted(user: Any) -> dict[str, QuerySet[Any]]:
    """What each item counts for a user, by the item's code."""
    return {item.code: item.count(user) for item in _items.values() if item.count}


def _count(user: Any, item: Item) -> int:
    """The number beside an item, from what was read with the session if it was."""
    if item.count is None:
        return 0
    known: dict[str, int] = getattr(user, "navigation_counts", {})
    return known[item.code] if item.code in known else item.count(user).count()


@cache
def _address(url_name: str) -> str | None:
    """Of a page that needs no argument; None for a package not installed in this process."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return None


def _current(candidates: list[tuple[Item, str]], request: HttpRequest) -> str:
    """The item whose address is the longest beginning of this page's."""
    best, best_length = "", 0
    for item, url in candidates:
        for root in (url, *item.matches):
            fits = request.path == root or (root != "/" and request.path.startswith(root))
            if fits and len(root) > best_length:
                best, best_length = item.code, len(root)
    return best


def sections_for(entries: list[Entry]) -> list[Section]:
    """The sidebar: groups with their entries, or with the one that is the index of its group."""
    by_group: dict[str, list[Entry]] = {}
    for entry in entries:
        by_group.setdefault(entry.item.group, []).append(entry)
    return [_section(code, rows) for code, rows in by_group.items()]


def _section(code: str, rows: list[Entry]) -> Section:
    index = next((entry for entry in rows if code and entry.item.index_of == code), None)
    if index is None:
        return Section(_groups[code].label, tuple(rows))
    current = any(entry.current for entry in rows)
    return Section("", (replace(index, current=current),))


def check(app_configs: Any = None, **kwargs: Any) -> list[Error]:
    """Every item's group is declared (a Django system check)."""
    return [
        Error(f"navigation item {item.code!r} is in the group {item.group!r}, which none declares")
        for item in _items.values()
        if item.group not in _groups
    ]
