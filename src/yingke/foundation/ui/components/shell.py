"""The frame of each page: stylesheets, scripts, sidebar, tab bar, toasts."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib.messages import constants as levels
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy

from yingke.foundation.ui import navigation, preferences
from yingke.foundation.ui.components.library import EMPTY, attribute, register
from yingke.foundation.ui.components.signs import draw_icon
from yingke.foundation.ui.components.words import toast

THEME_TABS = (
    ("light", "sun", gettext_lazy("Light")),
    ("dark", "moon", gettext_lazy("Dark")),
    ("auto", "sun-moon", gettext_lazy("Auto")),
)
DARK_MEDIA = {"light": "not all", "dark": "all", "auto": "(prefers-color-scheme: dark)"}


def _entries(request: HttpRequest) -> list[navigation.Entry]:
    """The person's navigation, worked out once for a page."""
    cached: list[navigation.Entry] | None = getattr(request, "_ui_navigation", None)
    if cached is None:
        cached = navigation.entries_for(request)
        request._ui_navigation = cached  # type: ignore[attr-defined]  # a cache of this request
    return cached


@register.simple_tag(takes_context=True)
def stylesheets(context: Context) -> SafeString:
    """The design system; the dark colours are a sheet of their own that the theme switches on."""
    chosen = preferences.theme_of(context.get("request"))
    main = static("ui/css/app.css" if settings.DEBUG else "ui/dist/app.css")
    return format_html(
        '<link rel="stylesheet" href="{}">'
        '<link rel="stylesheet" href="{}" media="{}" id="dark-colours">',
        main, static("ui/css/dark.css"), DARK_MEDIA[chosen],
    )  # fmt: skip


@register.simple_tag
def scripts() -> SafeString:
    own = static("ui/js/app.js" if settings.DEBUG else "ui/dist/app.js")
    return format_html(
        '<script src="{}" defer></script><script src="{}" type="module"></script>',
        static("ui/dist/htmx.js"), own,
    )  # fmt: skip


@lru_cache(maxsize=64)
def _drawn(template: str, language: str) -> SafeString:
    return render_to_string(template)


@register.simple_tag
def fixed(template: str) -> SafeString:
    """Include a template that says the same on every page; it is drawn once for each language."""
    if settings.DEBUG:
        return render_to_string(template)
    return _drawn(template, get_language() or "")


@register.simple_tag
def sidebar_links(section: navigation.Section) -> SafeString:
    """The lines of one group: on every page, so written here and not in the template."""
    return format_html_join("", "{}", ((_link(entry),) for entry in section.entries))


def _link(entry: navigation.Entry) -> SafeString:
    number = format_html('<span class="sidebar-count">{}</span>', entry.count)
    return format_html(
        '<li><a class="sidebar-link" href="{}"{}>{}<span>{}</span>{}</a></li>',
        entry.url, attribute("page" if entry.current else "", "aria-current"),
        draw_icon(entry.item.icon), entry.item.label, number if entry.count else EMPTY,
    )  # fmt: skip


@register.inclusion_tag("ui/components/sidebar.html", takes_context=True)
def sidebar(context: Context) -> dict[str, Any]:
    request = context["request"]
    entries, theme = _entries(request), preferences.theme_of(request)
    user: Any = getattr(request, "user", None)
    known = user is not None and user.is_authenticated
    return {
        "key": (_key(entries), theme, known and (user.pk, str(user), user.role_line)),
        "request": request,
        "user": user,
        "sections": navigation.sections_for(entries),
        "theme": theme,
        "themes": THEME_TABS,
        "languages": settings.LANGUAGES,
    }


@register.inclusion_tag("ui/components/tab_bar.html", takes_context=True)
def tab_bar(context: Context) -> dict[str, Any]:
    entries = [e for e in _entries(context["request"]) if e.item.phone]
    shown = sorted(entries, key=lambda e: e.item.phone or 0)[:4]
    return {"entries": shown, "key": _key(shown)}


def _key(entries: Iterable[navigation.Entry]) -> tuple[object, ...]:
    """All that differs in the navigation, for `kept`."""
    return tuple((entry.item.code, entry.current, entry.count) for entry in entries)


@register.simple_tag(takes_context=True)
def live(context: Context) -> SafeString:
    """The attribute of a part that follows what others do; its view is ``live.versioned``."""
    version = getattr(context.get("request"), "live_version", "")
    return format_html('data-live="{}"', version) if version else EMPTY


@register.simple_tag(takes_context=True)
def toasts(context: Context) -> SafeString:
    """What the last action left to say."""
    request = context.get("request")
    if request is None:
        return EMPTY
    shown = (
        (toast(message, tone="red" if message.level >= levels.ERROR else "green"),)
        for message in get_messages(request)
    )
    return format_html_join("", "{}", shown)
