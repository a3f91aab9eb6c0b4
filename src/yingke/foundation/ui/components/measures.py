"""Numbers as length: progress, budget bar.  Lengths are SVG attributes, for the page's security
policy forbids inline styles."""

from decimal import Decimal
from typing import Final, Literal

from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from yingke.foundation.ui.components.library import (
    EMPTY,
    TONES,
    Tone,
    classes,
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
    amount = EMPTY if value is None else format_html(' value="{}"', _plain(value))
    bar = format_html(
        '<progress class="progress-bar" max="{}"{} aria-label="{}"></progress>',
        _plain(max), amount, label,
    )  # fmt: skip
    shown = format_html('<span class="progress-text">{}</span>', text) if text else EMPTY
    return format_html(
        '<span class="progress progress-{} ink-{}">{}{}</span>', size, tone, bar, shown
    )


def _plain(value: float | Decimal) -> str:
    """A number as HTML writes it, whatever the reader's language."""
    return f"{value:f}" if isinstance(value, Decimal) else repr(value)


@register.simple_block_tag(takes_context=True)
def budget_bar(
    context: Context,
    content: str,
    *,
    used: object,
    total: object,
    share: float,
    label: object,
) -> SafeString:
    """Money used of money allowed.  Its content are ``budget_part`` tags; ``share`` is used / total
    (above 1 the bar is full and red)."""
    parts: list[tuple[int, float]] = []
    while piece := take(context, "budget_part"):
        number, _, part = piece.partition(":")
        parts.insert(0, (int(number), float(part)))
    left, rects = 0.0, []
    scale = 100 / max(share, 1)
    for series, width in parts:
        rects.append((series, round(left, 2), round(width * scale, 2)))
        left += width * scale
    if not parts:
        rects.append((1, 0.0, round(min(share, 1) * 100, 2)))
    drawn = format_html_join(
        "",
        '<rect class="series-{}" x="{}" y="0" width="{}" height="8"/>',
        ((s, f"{x:g}", f"{w:g}") for s, x, w in rects),
    )
    over = format_html('<span class="ink-red">{}</span>', gettext("over budget"))
    return format_html(
        '<div class="{}"><p class="budget-sum"><b>{}</b> <span>/ {}</span> {}</p>'
        '<svg class="budget-line" viewBox="0 0 100 8" preserveAspectRatio="none" role="img"'
        ' aria-label="{}"><rect class="budget-ground" width="100" height="8"/>{}</svg>'
        '<ul class="budget-parts">{}</ul></div>',
        classes("budget", "is-over" * (share > 1)), used, total,
        over if share > 1 else EMPTY, label, drawn, content,
    )  # fmt: skip


@register.simple_tag(takes_context=True)
def budget_part(
    context: Context, label: object, *, amount: object, share: float, series: int
) -> SafeString:
    """One kind of cost; ``share`` is its part of the allowed total, ``series`` 1–5 its colour."""
    one_of("series", str(series), tuple(map(str, range(1, SERIES + 1))))
    slot: str = format_html("{}:{}", series, repr(float(share)))
    put_aside(context, "budget_part", slot)
    return format_html(
        '<li><i class="dot series-{}"></i><span>{}</span><span class="num">{}</span>'
        '<span class="budget-share num">{}%</span></li>',
        series, label, amount, round(share * 100),
    )  # fmt: skip
