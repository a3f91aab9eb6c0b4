"""What is said: notes, toasts, feed, timeline, quotes, differences, approvals."""

from collections.abc import Sequence
from typing import Final, Literal

from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from yingke.foundation.ui.components.library import EMPTY, TONES, Tone, one_of, register
from yingke.foundation.ui.components.signs import avatar, draw_icon, pill

NOTE_ICONS: Final = {
    "red": "triangle-alert", "amber": "triangle-alert", "green": "circle-check",
    "blue": "info", "neutral": "info", "accent": "sparkles", "violet": "sparkles",
}  # fmt: skip


@register.simple_block_tag
def note(
    content: str, *, title: object, tone: Tone = "amber", icon: str = "", url: str = ""
) -> SafeString:
    """Something to attend to: red means act now, amber look at it.  The content is a sentence,
    buttons, or both."""
    one_of("tone", tone, TONES)
    head = format_html('<a href="{}">{}</a>', url, title) if url else format_html("{}", title)
    return format_html(
        '<div class="note note-{}">{}<div class="note-text"><p class="note-title">{}</p>'
        '<div class="note-body">{}</div></div></div>',
        tone, draw_icon(icon or NOTE_ICONS[tone]), head, content,
    )  # fmt: skip


@register.simple_tag
def toast(text: object, *, tone: Tone = "green") -> SafeString:
    """A short message that goes by itself; a red one stays until it is closed."""
    one_of("tone", tone, TONES)
    return format_html(
        '<div class="toast toast-{}" role="{}" data-toast>{}<span>{}</span>'
        '<button class="toast-close" type="button" data-dismiss title="{}">{}'
        '<span class="visually-hidden">{}</span></button></div>',
        tone, "alert" if tone == "red" else "status", draw_icon(NOTE_ICONS[tone]), text,
        gettext("Close"), draw_icon("x", "s"), gettext("Close"),
    )  # fmt: skip


@register.simple_block_tag
def feed(content: str) -> SafeString:
    """What happened lately, newest first; its content are ``feed_item`` tags."""
    return format_html('<ol class="feed">{}</ol>', content)


@register.simple_block_tag
def feed_item(
    content: str, *, who: object, when: object, moment: object = "", lines: Sequence[object] = ()
) -> SafeString:
    """One thing that somebody did; the content is the sentence.  ``moment`` is the exact time,
    shown as a tip over a relative ``when``; the sentence opens to the ``lines`` that it sums up."""
    said = format_html("<p>{}</p>", content)
    if lines:
        said = format_html(
            '<details class="feed-more"><summary>{}</summary><ul>{}</ul></details>',
            content, format_html_join("", "<li>{}</li>", ((line,) for line in lines)),
        )  # fmt: skip
    return format_html(
        '<li class="feed-item">{}<div>{}<small title="{}">{}</small></div></li>',
        avatar(who), said, moment, when,
    )  # fmt: skip


@register.simple_block_tag
def timeline(content: str) -> SafeString:
    """A line of moments; its content are ``moment`` tags."""
    return format_html('<ol class="timeline">{}</ol>', content)


@register.simple_block_tag
def moment(
    content: str,
    *,
    title: object,
    when: object = "",
    state: Literal["done", "now", "todo", "late"] = "todo",
) -> SafeString:
    """One moment of a timeline."""
    one_of("state", state, ("done", "now", "todo", "late"))
    return format_html(
        '<li class="moment moment-{}"><p class="moment-head">{}<b>{}</b></p>'
        '<div class="moment-body">{}</div></li>',
        state, format_html("<time>{}</time> ", when) if when else EMPTY, title, content,
    )  # fmt: skip


@register.simple_block_tag
def quote(content: str, *, who: object = "", when: object = "") -> SafeString:
    """What a guest or customer said, word for word."""
    source = " · ".join(str(part) for part in (who, when) if part)
    return format_html(
        '<figure class="quote"><blockquote>{}</blockquote>{}</figure>',
        content, format_html("<figcaption>{}</figcaption>", source) if source else EMPTY,
    )  # fmt: skip


@register.simple_block_tag
def diff(content: str, *, label: object) -> SafeString:
    """Before and after, field by field; its content are ``diff_row`` tags."""
    return format_html(
        '<table class="diff"><caption class="visually-hidden">{}</caption><thead><tr>'
        '<th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th></tr></thead>'
        "<tbody>{}</tbody></table>",
        label, gettext("Field"), gettext("Before"), gettext("After"), content,
    )  # fmt: skip


@register.simple_tag
def diff_row(label: object, *, before: object = "", after: object = "") -> SafeString:
    return format_html(
        '<tr><th scope="row">{}</th><td>{}</td><td>{}</td></tr>',
        label,
        format_html("<del>{}</del>", before) if before not in (None, "") else "–",
        format_html("<ins>{}</ins>", after) if after not in (None, "") else "–",
    )


APPROVAL_TONES: Final[dict[str, Tone]] = {
    "open": "amber", "approved": "green", "returned": "amber", "rejected": "red",
    "lapsed": "amber",
}  # fmt: skip


@register.simple_block_tag(takes_context=True)
def approval(
    context: Context,
    content: str,
    *,
    title: object,
    state: Literal["open", "approved", "returned", "rejected", "lapsed"] = "open",
    by: object = "",
    when: object = "",
    comment: object = "",
) -> SafeString:
    """What waits for, or got, a decision; the content is what is decided on, and the buttons."""
    one_of("state", state, tuple(APPROVAL_TONES))
    word = {
        "open": gettext("Waiting for a decision"), "approved": gettext("Approved"),
        "returned": gettext("Returned"), "rejected": gettext("Rejected"),
        "lapsed": gettext("Changed since approval"),
    }[state]  # fmt: skip
    source = " · ".join(str(part) for part in (by, when) if part)
    return format_html(
        '<section class="approval approval-{}"><header class="approval-head">'
        '<h3>{}</h3>{}<span class="approval-by">{}</span></header>{}{}</section>',
        state, title, pill(word, tone=APPROVAL_TONES[state], dot=True), source,
        format_html('<p class="approval-comment">{}</p>', comment) if comment else EMPTY, content,
    )  # fmt: skip
