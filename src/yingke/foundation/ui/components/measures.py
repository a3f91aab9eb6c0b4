"""Numbers as length: progress, usage bar.  Lengths are SVG attributes, for the page's security
policy forbids inline styles."""

from decimal import Decimal
from typing import Final, Literal

from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yingke.foundation.ui.components.library import (
    TONES,
    Tone,
    draw,
    one_of,
    put_aside,
    register,
    take,
)

SERIES: Final = 5  # chart colours


@register.simple_tag
def progress(
    value: float | Decimal | None,
    *,
    label: object,
    max: float | Decimal = 100,  # noqa: A002  # the attribute's name in HTML
    text: object = "",
    tone: Tone = "accent",
    size: Literal["s", "m"] = "m",
) -> SafeString:
    """How much is done.  ``label`` is read out, ``text`` shown; a value of None is work whose end
    is not known."""
    one_of("tone", tone, TONES)
    one_of("size", size, ("s", "m"))
    return draw(
        "ui/components/progress.html",
        value=None if value is None else _plain(value),
        max=_plain(max),
        label=label,
        text=text,
        tone=tone,
        size=size,
    )


def _plain(value: float | Decimal) -> str:
    """A number as HTML writes it, whatever the reader's language."""
    return f"{value:f}" if isinstance(value, Decimal) else repr(value)


@register.simple_block_tag(takes_context=True)
def usage_bar(
    context: Context,
    content: str,
    *,
    used: object,
    total: object,
    share: float,
    label: object,
) -> SafeString:
    """How much of a total is used, part by part.  Its content are ``usage_part`` tags; ``share`` is
    used / total (above 1 the bar is full and red)."""
    parts: list[tuple[int, float]] = []
    while piece := take(context, "usage_part"):
        number, _, part = piece.partition(":")
        parts.insert(0, (int(number), float(part)))
    scale, left, lengths = 100 / max(share, 1), 0.0, []
    for series, proportion in parts or [(1, share)]:
        width = proportion * scale
        lengths.append((series, f"{round(left, 2):g}", f"{round(width, 2):g}"))
        left += width
    return draw(
        "ui/components/usage_bar.html",
        used=used,
        total=total,
        is_over=share > 1,
        label=label,
        lengths=lengths,
        content=content,
    )


@register.simple_tag(takes_context=True)
def usage_part(
    context: Context, label: object, *, amount: object, share: float, series: int
) -> SafeString:
    """One part of what is used; ``share`` is its part of the total, ``series`` 1–5 its colour."""
    one_of("series", str(series), tuple(map(str, range(1, SERIES + 1))))
    slot: str = format_html("{}:{}", series, repr(float(share)))
    put_aside(context, "usage_part", slot)
    return format_html(
        '<li><i class="dot series-{}"></i><span>{}</span><span class="num">{}</span>'
        '<span class="usage-share num">{}%</span></li>',
        series, label, amount, round(share * 100),
    )  # fmt: skip
