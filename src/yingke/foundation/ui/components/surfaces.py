"""What things lie on: page header, columns, card, KPI strip, dialog, drawer, empty state."""

from typing import Literal

from django.template import Context
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from yingke.foundation.ui.components.library import (
    EMPTY,
    TONES,
    Tone,
    classes,
    draw,
    one_of,
    put_aside,
    register,
    take,
)
from yingke.foundation.ui.components.signs import draw_icon


@register.simple_tag
def crumb(label: object, *, url: str = "", view: str = "") -> SafeString:
    """One step of the breadcrumb; the last one, this page, has no address.

    ``view`` names an address that needs no argument.
    """
    url = url or (reverse(view) if view else "")
    if url:
        return format_html('<a href="{}">{}</a>{}', url, label, draw_icon("chevron-right", "s"))
    return format_html('<span aria-current="page">{}</span>', label)


@register.simple_block_tag(takes_context=True)
def page_header(
    context: Context, content: str, *, title: object, sub: object = "", face: str = ""
) -> SafeString:
    """The title with its state (the content: pills), one line of facts, and the page's actions.

    ``{% facts %}`` and ``{% header_actions %}`` inside it go to their own places.  ``face`` is a
    name whose avatar stands before the title.
    """
    return draw(
        "ui/components/page_header.html",
        title=title,
        sub=sub,
        face=face,
        content=content,
        facts=take(context, "facts"),
        actions=take(context, "header_actions"),
    )


@register.simple_block_tag(takes_context=True)
def facts(context: Context, content: str) -> SafeString:
    return put_aside(context, "facts", format_html('<ul class="facts">{}</ul>', content))


@register.simple_tag
def fact(text: object, *, icon: str = "", label: object = "", url: str = "") -> SafeString:
    """One fact; ``label`` says to a screen reader what the icon shows."""
    spoken = format_html('<span class="visually-hidden">{}: </span>', label) if label else EMPTY
    inside = format_html('<a href="{}">{}</a>', url, text) if url else format_html("{}", text)
    return format_html("<li>{}{}<span>{}</span></li>", draw_icon(icon), spoken, inside)


@register.simple_block_tag(takes_context=True)
def header_actions(context: Context, content: str) -> SafeString:
    html = format_html('<div class="page-actions">{}</div>', content)
    return put_aside(context, "header_actions", html)


@register.simple_block_tag(takes_context=True)
def columns(context: Context, content: str) -> SafeString:
    """The main column and, if ``{% column_side %}`` has something to say, the side column."""
    side = take(context, "column_side")
    if not side.strip():
        return format_html('<div class="stack">{}</div>', content)
    return format_html(
        '<div class="columns"><div class="stack column-main">{}</div>'
        '<aside class="stack column-side">{}</aside></div>',
        content, side,
    )  # fmt: skip


@register.simple_block_tag(takes_context=True)
def column_side(context: Context, content: str) -> SafeString:
    return put_aside(context, "column_side", content)


@register.simple_block_tag
def grid(content: str, *, columns: Literal[2, 3, 4] = 2) -> SafeString:
    """Equal columns on a desk, one on a phone."""
    one_of("columns", str(columns), ("2", "3", "4"))
    return format_html('<div class="grid grid-{}">{}</div>', columns, content)


@register.simple_block_tag(takes_context=True)
def card(
    context: Context,
    content: str,
    *,
    title: object = "",
    sub: object = "",
    icon: str = "",
    id: str = "",  # noqa: A002  # the attribute's name in HTML
    flush: bool = False,
    attention: bool = False,
    level: Literal[2, 3] = 2,
) -> SafeString:
    """A titled surface.  ``flush`` for lists and tables that run from edge to edge; ``attention``
    comes first of all where the page has one column.

    ``{% card_actions %}`` inside it goes to the right of the title.
    """
    return draw(
        "ui/components/card.html",
        css=classes(
            "card",
            "card-flush" * flush,
            "card-attention" * bool(attention),
            "" if title else "card-bare",
        ),
        id=id,
        title=title,
        sub=sub,
        icon=icon,
        level=level,
        actions=take(context, "card_actions"),
        content=content,
    )


@register.simple_block_tag(takes_context=True)
def card_actions(context: Context, content: str) -> SafeString:
    html = format_html('<div class="card-actions">{}</div>', content)
    return put_aside(context, "card_actions", html)


@register.simple_block_tag
def kpi_strip(content: str) -> SafeString:
    """At most five key figures; its content are ``kpi`` tags."""
    return format_html('<dl class="kpis">{}</dl>', content)


@register.simple_tag
def kpi(
    label: object,
    *,
    value: object,
    note: object = "",
    tone: Tone = "neutral",
    url: str = "",
    dialog: bool = False,
) -> SafeString:
    """One figure; ``tone`` colours the note, ``url`` leads to the rows behind the figure, or to a
    ``dialog`` that explains it."""
    one_of("tone", tone, TONES)
    return draw(
        "ui/components/kpi.html",
        label=label,
        value=value,
        note=note,
        tone=tone,
        url=url,
        dialog=dialog and bool(url),
    )


@register.simple_tag
def empty_state(
    title: object,
    *,
    text: object = "",
    icon: str = "inbox",
    action: object = "",
    url: str = "",
    dialog: bool = False,
) -> SafeString:
    """Why there is nothing here, and the one next action."""
    return draw(
        "ui/components/empty_state.html",
        title=title,
        text=text,
        icon=icon,
        action=action,
        url=url,
        dialog=dialog,
    )


@register.simple_block_tag
def drawer(content: str, *, id: str, title: object) -> SafeString:  # noqa: A002
    """A sheet from the right (from below on a phone), opened by ``{% button opens=id %}``."""
    return _sheet("drawer", id, title, content)


@register.simple_block_tag
def dialog(content: str, *, id: str, title: object) -> SafeString:  # noqa: A002
    """A dialog of this page, opened by ``{% button opens=id %}``; a form of its own is a page that
    extends ui/dialog.html."""
    return _sheet("dialog", id, title, content)


def _sheet(kind: str, id: str, title: object, content: str) -> SafeString:  # noqa: A002
    return draw("ui/components/sheet.html", kind=kind, id=id, title=title, content=content)


@register.simple_tag
def skeleton(*, lines: int = 3) -> SafeString:
    """Grey lines where something is being loaded."""
    rows = format_html_join("", '<span class="{}"></span>', (("skeleton-line",),) * lines)
    return format_html(
        '<div class="skeleton" role="status"><span class="visually-hidden">{}</span>{}</div>',
        gettext("Loading…"), rows,
    )  # fmt: skip
