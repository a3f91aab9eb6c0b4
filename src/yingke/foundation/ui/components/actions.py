"""What a person can press: buttons, groups of them, menus, tabs."""

from typing import Any, Literal, get_args

from django.http import HttpRequest
from django.template import Context, TemplateSyntaxError
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from yingke.foundation.kernel.paging import KeysetPage
from yingke.foundation.ui.components.library import (
    EMPTY,
    classes,
    draw,
    one_of,
    register,
)

Variant = Literal["primary", "secondary", "ghost", "danger"]


@register.simple_tag
def link(title: object, *, url: str = "", dialog: bool = False) -> SafeString:
    """A title that leads to ``url``, in the dialog if so wished; without an address just itself."""
    if not url:
        return format_html("{}", title)
    into = format_html(' hx-get="{}" hx-target="#dialog"', url) if dialog else EMPTY
    return format_html('<a href="{}"{}>{}</a>', url, into, title)


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
    closes: bool = False,
    download: bool = False,
    disabled: bool = False,
    wide: bool = False,
) -> SafeString:
    """A link that looks like a button, a button that sends, or one that opens something.

    ``url`` alone is a link; with ``post`` it sends ``name`` and ``value`` there; with ``dialog``
    the answer stands in the dialog.  ``submit`` sends the form around it (or the one whose id is
    ``form``).  ``opens`` is the id of a drawer, dialog or menu on this page; ``closes`` shuts the
    dialog around it (and leads to ``url`` where it stands alone).  ``confirm`` asks first.
    """
    return draw(
        "ui/components/button.html",
        csrf_token=context.get("csrf_token"),
        url=url,
        dialog=dialog,
        post=post,
        type="submit" if submit else "button",
        form=form,
        name=name,
        value=value,
        confirm=confirm,
        opens=opens,
        closes=closes,
        download=download,
        disabled=disabled,
        **_face(label, icon, variant, only_icon, wide),
    )


def _face(
    label: object, icon: str, variant: Variant, only_icon: bool, wide: bool = False
) -> dict[str, object]:
    """How a button looks: label, icon and classes, and a tip where the label is not shown."""
    one_of("variant", variant, get_args(Variant))
    if only_icon and not icon:
        raise TemplateSyntaxError("a button with only_icon needs icon=")
    return {
        "label": label,
        "icon": icon,
        "css": classes(
            "button", f"button-{variant}", "button-icon" * only_icon, "button-wide" * wide
        ),
        "label_css": "visually-hidden" if only_icon else "button-label",
        "tip": label if only_icon else "",
    }


@register.simple_tag(takes_context=True)
def move_buttons(
    context: Context, name: object, *, url: str, first: bool = False, last: bool = False
) -> SafeString:
    """One up, one down for a row of an ordered list: sent to ``url`` as ``to`` = up or down."""
    return draw(
        "ui/components/move_buttons.html",
        csrf_token=context.get("csrf_token"),
        name=name,
        url=url,
        first=first,
        last=last,
    )


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
    face = _face(label, icon, variant, only_icon)
    return draw("ui/components/menu.html", id=id, content=content, **face)


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
    return draw(
        "ui/components/menu_item.html",
        csrf_token=context.get("csrf_token"),
        css=classes("menu-item", "is-danger" * danger),
        label=label,
        url=url,
        icon=icon,
        dialog=dialog,
        post=post,
        name=name,
        value=value,
        confirm=confirm,
        current=current,
    )


@register.simple_block_tag
def tabs(content: str, *, label: object) -> SafeString:
    """A segmented control; its content are ``tab`` tags.  ``label`` names it to a screen reader."""
    return format_html('<nav class="tabs" aria-label="{}" data-tabs>{}</nav>', label, content)


@register.simple_tag(takes_context=True)
def pager(
    context: Context,
    page: KeysetPage[Any],
    *,
    previous: object = "",
    next: object = "",  # noqa: A002  # the attribute's name in HTML
    part: str = "",
) -> SafeString:
    """The way to the rows before and after those of ``page``, if there are any.

    ``previous`` and ``next`` are other words for it; ``part`` is the id of what is swapped alone.
    """
    return draw(
        "ui/components/pager.html",
        previous_url=_page_url(context["request"], page.previous_cursor),
        next_url=_page_url(context["request"], page.next_cursor),
        previous=previous or gettext("Previous"),
        next=next or gettext("Next"),
        part=part,
    )


def _page_url(request: HttpRequest, cursor: str | None) -> str:
    """The list as it is asked for, from another cursor on; "" without one."""
    if cursor is None:
        return ""
    query = request.GET.copy()
    query.pop("export", None)
    query["cursor"] = cursor
    return f"{request.path}?{query.urlencode()}"


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
    if not panel and not url:
        raise TemplateSyntaxError("a tab needs url= or panel=")
    return draw(
        "ui/components/tab.html",
        label=label,
        url=url,
        panel=panel,
        part=part,
        current=current,
        count=count,
        icon=icon,
    )
