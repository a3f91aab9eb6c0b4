"""What is said: notes, toasts, feed, timeline, quotes, differences, approvals."""

from collections.abc import Sequence
from typing import Final, Literal

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from yingke.foundation.ui.components.library import TONES, Tone, draw, one_of, register

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
    return draw(
        "ui/components/note.html",
        title=title,
        tone=tone,
        icon=icon or NOTE_ICONS[tone],
        url=url,
        content=content,
    )


@register.simple_tag
def toast(text: object, *, tone: Tone = "green") -> SafeString:
    """A short message that goes by itself; a red one stays until it is closed."""
    one_of("tone", tone, TONES)
    return draw("ui/components/toast.html", text=text, tone=tone, icon=NOTE_ICONS[tone])


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
    return draw(
        "ui/components/feed_item.html",
        who=who,
        when=when,
        moment=moment,
        lines=lines,
        content=content,
    )


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
    return draw("ui/components/moment.html", title=title, when=when, state=state, content=content)


@register.simple_block_tag
def quote(content: str, *, who: object = "", when: object = "") -> SafeString:
    """What somebody said, word for word."""
    source = " · ".join(str(part) for part in (who, when) if part)
    return draw("ui/components/quote.html", source=source, content=content)


@register.simple_block_tag
def diff(content: str, *, label: object) -> SafeString:
    """Before and after, field by field; its content are ``diff_row`` tags."""
    return draw("ui/components/diff.html", label=label, content=content)


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
    "lapsed": "amber", "waiting": "neutral",
}  # fmt: skip


@register.simple_block_tag
def approval(
    content: str,
    *,
    title: object,
    state: Literal["open", "approved", "returned", "rejected", "lapsed", "waiting"] = "open",
    by: object = "",
    when: object = "",
    comment: object = "",
) -> SafeString:
    """What waits for, or got, a decision; the content is what is decided on, and the buttons."""
    one_of("state", state, tuple(APPROVAL_TONES))
    word = {
        "open": gettext("Awaiting approval"), "approved": gettext("Approved"),
        "returned": gettext("Returned"), "rejected": gettext("Rejected"),
        "lapsed": gettext("Changed since approval"), "waiting": gettext("Not started"),
    }[state]  # fmt: skip
    return draw(
        "ui/components/approval.html",
        title=title,
        state=state,
        word=word,
        tone=APPROVAL_TONES[state],
        source=" · ".join(str(part) for part in (by, when) if part),
        comment=comment,
        content=content,
    )
