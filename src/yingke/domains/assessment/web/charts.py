"""Bar charts as inline SVG; lengths are attributes, since the content security policy forbids
styles."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

SLOT, WIDTH, HEIGHT, BASE = 30, 18, 88, 100


@dataclass(frozen=True)
class Bar:
    """One bar: label, value (None: no data) and description."""

    label: str
    value: float | None
    text: str
    current: bool = False


def bars(points: Sequence[Bar], *, label: str, top: float | None = None) -> SafeString:
    """Draw bars side by side; `top` is the value of a full bar, by default the maximum.

    `label` and the description of each bar are read by screen readers.
    """
    full = top or max((point.value or 0 for point in points), default=0) or 1
    drawn = format_html_join(
        "", "{}", ((_bar(place, point, full),) for place, point in enumerate(points))
    )
    spoken = format_html_join("", "<li>{}</li>", ((point.text,) for point in points))
    return format_html(
        '<figure class="bars"><svg viewBox="0 0 {} 122" aria-hidden="true">'
        '<line class="bars-base" x1="0" y1="{}" x2="{}" y2="{}"/>{}</svg>'
        '<figcaption class="visually-hidden">{}<ul>{}</ul></figcaption></figure>',
        SLOT * len(points), BASE, SLOT * len(points), BASE, drawn, label, spoken,
    )  # fmt: skip


def _bar(place: int, point: Bar, full: float) -> SafeString:
    middle = SLOT * place + SLOT // 2
    if point.value is None:
        shape = format_html('<circle class="bar-none" cx="{}" cy="{}" r="2"/>', middle, BASE - 6)
    else:
        height = f"{max(HEIGHT * min(point.value / full, 1), 1):.1f}"
        shape = format_html(
            '<rect class="bar" x="{}" y="{}" width="{}" height="{}" rx="3"/>',
            middle - WIDTH // 2, f"{BASE - float(height):.1f}", WIDTH, height,
        )  # fmt: skip
    return format_html(
        '<g class="{}"><title>{}</title>{}<text x="{}" y="116" text-anchor="middle">{}</text></g>',
        "is-current" if point.current else "", point.text, shape, middle, point.label,
    )  # fmt: skip
