"""Lists: steps of a process, times of a day, tasks, plain rows, the fields of a record."""

from typing import Final, Literal, get_args

from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from yingke.foundation.ui.components.library import (
    TONES,
    Tone,
    classes,
    draw,
    one_of,
    register,
)

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
    return draw(
        "ui/components/step.html",
        label=label,
        number=number,
        state=state,
        mark=STEP_MARKS.get(state),
        spoken=spoken,
        when=when,
        url=url,
    )


@register.simple_block_tag
def timetable(content: str) -> SafeString:
    """Items by time; its content are ``timetable_row`` tags.  Put it in a flush card."""
    return format_html('<ol class="timetable">{}</ol>', content)


@register.simple_block_tag
def timetable_row(
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
    """One item of a timetable; the content (pills, a person, buttons) stands at its end."""
    one_of("state", state, ("", "now", "done", "cancelled"))
    return draw(
        "ui/components/timetable_row.html",
        starts=starts,
        ends=ends,
        title=title,
        note=note,
        icon=icon,
        url=url,
        dialog=dialog,
        state=state,
        content=content,
    )


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
    return draw(
        "ui/components/task_row.html",
        csrf_token=context.get("csrf_token"),
        title=title,
        done=done,
        toggle=toggle,
        url=url,
        dialog=dialog,
        note=note,
        owner=owner,
        due=due,
        due_tone=due_tone,
        version=version,
        content=content,
    )


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
    return draw(
        "ui/components/row.html",
        title=title,
        note=note,
        face=face,
        icon=icon,
        url=url,
        dialog=dialog,
        content=content,
    )


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
