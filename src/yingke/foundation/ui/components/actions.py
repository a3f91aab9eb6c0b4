"""What a person can press: buttons, groups of them, menus, tabs."""

from typing import Literal, get_args

from django.middleware.csrf import get_token
from django.template import Context, TemplateSyntaxError
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yingke.foundation.ui.components.library import (
    EMPTY,
    attribute,
    classes,
    one_of,
    register,
)
from yingke.foundation.ui.components.signs import draw_icon

Variant = Literal["primary", "secondary", "ghost", "danger"]


def _inside(label: object, icon: str, only_icon: bool) -> SafeString:
    shape = draw_icon(icon)
    if only_icon and not shape:
        raise TemplateSyntaxError("a button with only_icon needs icon=")
    css = "visually-hidden" if only_icon else "button-label"
    return format_html('{}<span class="{}">{}</span>', shape, css, label)


def csrf_input(context: Context) -> SafeString:
    request = context.get("request")
    if request is None:
        return EMPTY
    return format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request)
    )


@register.simple_tag(takes_context=True)
def button(
    context: Context,
    label: object,
    *,
    url: str = "",
    variant: Variant = "secondary",
    icon: str = "",
    only_icon: bool = False,
    dialog: bool = False,
    post: bool = False,
    submit: bool = False,
    form: str = "",
    name: str = "",
    value: object = "",
    confirm: object = "",
    opens: str = "",
    download: bool = False,
    disabled: bool = False,
    wide: bool = False,
) -> SafeString:
    """A link that looks like a button, a button that sends, or one that opens something.

    ``url`` alone is a link; with ``dialog`` it opens in the dialog; with ``post`` it sends ``name``
    and ``value`` there.  ``submit`` sends the form around it (or the one whose id is ``form``).
    ``opens`` is the id of a drawer, dialog or menu on this page.  ``confirm`` asks first.
    """
    one_of("variant", variant, get_args(Variant))
    css = classes(
        "button", f"button-{variant}", "button-icon" if only_icon else "", "button-wide" * wide
    )
    inside = _inside(label, icon, only_icon)
    tip = attribute("title", label if only_icon else "")
    if url and post:
        return format_html(
            '<form class="button-form" method="post" action="{0}" hx-post="{0}" hx-swap="none"{1}>'
            '{2}<button class="{3}"{4}{5}{6}{7}>{8}</button></form>',
            url, attribute("hx-confirm", confirm), csrf_input(context), css, tip,
            attribute("name", name), attribute("value", value), attribute("disabled", disabled),
            inside,
        )  # fmt: skip
    if url:
        into = format_html(' hx-get="{}" hx-target="#dialog"', url) if dialog else EMPTY
        return format_html(
            '<a class="{}" href="{}"{}{}{}>{}</a>',
            css, url, into, tip, attribute("download", download), inside,
        )  # fmt: skip
    return format_html(
        '<button class="{}" type="{}"{}{}{}{}{}{}{}>{}</button>',
        css, "submit" if submit else "button", tip, attribute("form", form),
        attribute("name", name), attribute("value", value), attribute("data-confirm", confirm),
        attribute("data-opens", opens), attribute("disabled", disabled), inside,
    )  # fmt: skip


@register.simple_block_tag
def button_row(content: str, *, align: Literal["start", "end", "between"] = "start") -> SafeString:
    one_of("align", align, ("start", "end", "between"))
    return format_html('<div class="button-row align-{}">{}</div>', align, content)


@register.simple_block_tag
def menu(
    content: str,
    *,
    id: str,  # noqa: A002  # the attribute's name in HTML
    label: object,
    icon: str = "",
    only_icon: bool = False,
    variant: Variant = "secondary",
) -> SafeString:
    """A button with a menu under it (native popover); its content are ``menu_item`` tags."""
    one_of("variant", variant, get_args(Variant))
    css = classes("button", f"button-{variant}", "button-icon" if only_icon else "")
    return format_html(
        '<span class="menu"><button class="{}" type="button" popovertarget="{}"'
        ' aria-haspopup="true"{}>{}</button>'
        '<div class="menu-sheet" id="{}" popover data-menu>{}</div></span>',
        css, id, attribute("title", label if only_icon else ""),
        _inside(label, icon, only_icon), id, content,
    )  # fmt: skip


@register.simple_tag(takes_context=True)
def menu_item(
    context: Context,
    label: object,
    *,
    url: str,
    icon: str = "",
    dialog: bool = False,
    post: bool = False,
    name: str = "",
    value: object = "",
    confirm: object = "",
    danger: bool = False,
    current: bool = False,
) -> SafeString:
    """One line of a menu: a link, a dialog, or something that is sent."""
    css = classes("menu-item", "is-danger" * danger)
    inside = format_html("{}<span>{}</span>", draw_icon(icon), label)
    if post:
        return format_html(
            '<form method="post" action="{0}" hx-post="{0}" hx-swap="none"{1}>{2}'
            '<button class="{3}"{4}{5}{6}>{7}</button></form>',
            url, attribute("hx-confirm", confirm), csrf_input(context), css,
            attribute("name", name), attribute("value", value),
            attribute("aria-current", "true" if current else ""), inside,
        )  # fmt: skip
    into = format_html(' hx-get="{}" hx-target="#dialog"', url) if dialog else EMPTY
    return format_html(
        '<a class="{}" href="{}"{}{}>{}</a>',
        css, url, into, attribute("aria-current", "true" if current else ""), inside,
    )  # fmt: skip


@register.simple_block_tag
def tabs(content: str, *, label: object) -> SafeString:
    """A segmented control; its content are ``tab`` tags.  ``label`` names it to a screen reader."""
    return format_html('<nav class="tabs" aria-label="{}" data-tabs>{}</nav>', label, content)


@register.simple_tag
def tab(
    label: object,
    *,
    url: str = "",
    panel: str = "",
    part: str = "",
    current: bool = False,
    count: int | None = None,
    icon: str = "",
) -> SafeString:
    """One segment: a link to ``url`` (into the part ``part`` of this page if named), or a switch
    that shows the element whose id is ``panel`` and hides the other tabs' panels."""
    number = (
        format_html(' <span class="tab-count">{}</span>', count) if count is not None else EMPTY
    )
    inside = format_html("{}{}{}", draw_icon(icon, "s"), label, number)
    if panel:
        return format_html(
            '<button class="tab" type="button" data-panel="{}" aria-controls="{}"'
            ' aria-pressed="{}">{}</button>',
            panel, panel, "true" if current else "false", inside,
        )  # fmt: skip
    if not url:
        raise TemplateSyntaxError("a tab needs url= or panel=")
    into = (
        format_html(' hx-get="{}" hx-target="#{}" hx-push-url="true"', url, part) if part else EMPTY
    )
    return format_html(
        '<a class="tab" href="{}"{}{}>{}</a>',
        url, into, attribute("aria-current", "page" if current else ""), inside,
    )  # fmt: skip
