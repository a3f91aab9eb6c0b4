"""Lists of the trade: procedure steps, agenda, tasks, guests, facts of a record."""

from typing import Final, Literal, get_args

from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from yingke.foundation.ui.components.actions import csrf_input
from yingke.foundation.ui.components.library import (
    EMPTY,
    TONES,
    Tone,
    attribute,
    classes,
    one_of,
    register,
)
from yingke.foundation.ui.components.signs import avatar, draw_icon, pill

StepState = Literal["done", "now", "todo", "late", "skipped"]
STEP_MARKS: Final = {"done": "check", "skipped": "minus"}


@register.simple_block_tag
def stepper(content: str, *, label: object) -> SafeString:
    """A process strip; its content are ``step`` tags.  On a phone it scrolls to the current one."""
    return format_html(
        '<ol class="stepper" tabindex="0" aria-label="{}" data-stepper>{}</ol>', label, content
    )


@register.simple_tag
def step(
    label: object, *, number: int, state: StepState = "todo", when: object = "", url: str = ""
) -> SafeString:
    one_of("state", state, get_args(StepState))
    spoken = {
        "done": gettext("done"), "now": gettext("current"), "late": gettext("overdue"),
        "skipped": gettext("skipped"), "todo": "",
    }[state]  # fmt: skip
    mark = draw_icon(STEP_MARKS[state], "s") if state in STEP_MARKS else format_html("{}", number)
    name = format_html('<a href="{}">{}</a>', url, label) if url else format_html("{}", label)
    return format_html(
        '<li class="step step-{}"{}><span class="step-mark">{}</span>'
        '<span class="step-label">{}</span>{}{}</li>',
        state, attribute("aria-current", "step" if state == "now" else ""), mark, name,
        format_html('<span class="visually-hidden">{}</span>', spoken) if spoken else EMPTY,
        format_html('<span class="step-when">{}</span>', when) if when else EMPTY,
    )  # fmt: skip


@register.simple_block_tag
def agenda(content: str) -> SafeString:
    """Items by time; its content are ``agenda_row`` tags.  Put it in a flush card."""
    return format_html('<ol class="agenda">{}</ol>', content)


@register.simple_block_tag
def agenda_row(
    content: str,
    *,
    starts: object,
    title: object,
    ends: object = "",
    note: object = "",
    icon: str = "calendar",
    url: str = "",
    dialog: bool = False,
    state: Literal["", "now", "done", "cancelled"] = "",
) -> SafeString:
    """One item of an agenda; the content (pills, a person, buttons) stands at its end."""
    one_of("state", state, ("", "now", "done", "cancelled"))
    return format_html(
        '<li class="{}"><span class="agenda-time">{}{}</span>'
        '<span class="agenda-icon">{}</span>'
        '<div class="agenda-text"><span class="agenda-title">{}</span>{}</div>'
        '<div class="agenda-end">{}</div></li>',
        classes("agenda-row", f"is-{state}" if state else ""), starts,
        format_html("<small>{}</small>", ends) if ends else EMPTY, draw_icon(icon),
        linked(title, url, dialog),
        format_html('<p class="agenda-note">{}</p>', note) if note else EMPTY, content,
    )  # fmt: skip


def linked(title: object, url: str, dialog: bool) -> SafeString:
    """A title that leads somewhere, in the dialog if so wished."""
    if not url:
        return format_html("{}", title)
    into = format_html(' hx-get="{}" hx-target="#dialog"', url) if dialog else EMPTY
    return format_html('<a href="{}"{}>{}</a>', url, into, title)


@register.simple_block_tag
def task_list(content: str) -> SafeString:
    """Tasks; its content are ``task_row`` tags.  Put it in a flush card."""
    return format_html('<ul class="tasks">{}</ul>', content)


@register.simple_block_tag(takes_context=True)
def task_row(
    context: Context,
    content: str,
    *,
    title: object,
    done: bool = False,
    toggle: str = "",
    url: str = "",
    dialog: bool = False,
    note: object = "",
    owner: object = "",
    due: object = "",
    due_tone: Tone = "neutral",
    version: int | None = None,
) -> SafeString:
    """One task.  ``toggle`` is where a press on the box is sent (with ``done`` = 1 or 0 and
    ``version``); without it the box only shows the state.  The content stands before the owner."""
    one_of("due_tone", due_tone, TONES)
    who = format_html(
        '<span class="person">{}<span class="person-name">{}</span></span>', avatar(owner), owner
    )
    return format_html(
        '<li class="{}">{}<div class="task-text"><span class="task-title">{}</span>{}</div>'
        '<div class="task-end">{}{}</div>{}</li>',
        classes("task-row", "is-done" * done),
        _box(context, title, done, toggle, version), linked(title, url, dialog),
        format_html('<p class="task-note">{}</p>', note) if note else EMPTY, content,
        who if owner else EMPTY,
        format_html('<span class="task-due ink-{}">{}</span>', due_tone, due) if due else EMPTY,
    )  # fmt: skip


def _box(
    context: Context, title: object, done: bool, toggle: str, version: int | None
) -> SafeString:
    mark = draw_icon("check", "s") if done else EMPTY
    if not toggle:
        spoken = gettext("done") if done else gettext("open")
        return format_html(
            '<span class="box">{}<span class="visually-hidden">{}</span></span>', mark, spoken
        )
    held = (
        format_html('<input type="hidden" name="version" value="{}">', version)
        if version is not None
        else EMPTY
    )
    return format_html(
        '<form method="post" action="{0}" hx-post="{0}" hx-swap="none">{1}{2}'
        '<button class="box" name="done" value="{3}" role="checkbox" aria-checked="{4}"'
        ' aria-label="{5}">{6}</button></form>',
        toggle, csrf_input(context), held, "0" if done else "1",
        "true" if done else "false", title, mark,
    )  # fmt: skip


@register.simple_block_tag
def guest_list(content: str) -> SafeString:
    """Guests; its content are ``guest_row`` tags."""
    return format_html('<ul class="guests">{}</ul>', content)


@register.simple_block_tag
def guest_row(
    content: str, *, name: object, role: object = "", url: str = "", dialog: bool = False
) -> SafeString:
    """One guest; the content are ``taboo`` chips and pills."""
    return format_html(
        '<li class="guest-row">{}<div class="guest-text"><span class="guest-name">{}</span>{}'
        '<div class="guest-chips">{}</div></div></li>',
        avatar(name, size="m"), linked(name, url, dialog),
        format_html(" <small>{}</small>", role) if role else EMPTY, content,
    )  # fmt: skip


TABOO_ICONS: Final = {
    "diet": "utensils", "health": "heart-pulse", "religion": "landmark",
    "etiquette": "hand", "language": "languages", "other": "",
}  # fmt: skip


@register.simple_tag
def taboo(
    text: object,
    *,
    kind: Literal["diet", "health", "religion", "etiquette", "language", "other"] = "other",
    strict: bool = False,
) -> SafeString:
    """What a guest must not be given or asked; ``strict`` for what would do harm."""
    one_of("kind", kind, tuple(TABOO_ICONS))
    return pill(text, tone="red" if strict else "neutral", shape="square", icon=TABOO_ICONS[kind])


@register.simple_block_tag
def row_list(content: str) -> SafeString:
    """Plain rows with a face or icon, a title, a note and an end."""
    return format_html('<ul class="rows">{}</ul>', content)


@register.simple_block_tag
def row(
    content: str,
    *,
    title: object,
    note: object = "",
    face: object = "",
    icon: str = "",
    url: str = "",
    dialog: bool = False,
) -> SafeString:
    """One row; the content (pills, figures, buttons) stands at its end."""
    mark = EMPTY
    if face:
        mark = avatar(face, size="m")
    elif icon:
        mark = format_html('<span class="row-icon">{}</span>', draw_icon(icon))
    return format_html(
        '<li class="row">{}<div class="row-text"><span class="row-title">{}</span>{}</div>'
        '<div class="row-end">{}</div></li>',
        mark, linked(title, url, dialog),
        format_html('<p class="row-note">{}</p>', note) if note else EMPTY, content,
    )  # fmt: skip


@register.simple_block_tag
def details(content: str) -> SafeString:
    """The fields of a record, name and value; its content are ``detail`` tags."""
    return format_html('<dl class="details">{}</dl>', content)


@register.simple_tag
def detail(label: object, *, value: object = "", url: str = "", wide: bool = False) -> SafeString:
    """One field of a record; a dash stands for an unknown value."""
    shown: object = value if value not in (None, "") else "–"
    text = format_html('<a class="link" href="{}">{}</a>', url, shown) if url else shown
    return format_html(
        '<div class="{}"><dt>{}</dt><dd>{}</dd></div>',
        classes("detail", "detail-wide" * wide), label, text,
    )  # fmt: skip
