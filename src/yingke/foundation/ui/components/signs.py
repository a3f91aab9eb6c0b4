"""Small signs: icon, pill, tag, avatar, person, count, keyboard key."""

import zlib
from functools import cache, lru_cache
from typing import Final, Literal, get_args

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yingke.foundation.ui.components.library import EMPTY, TONES, Tone, classes, one_of, register
from yingke.foundation.ui.icons import ICONS

IconSize = Literal["s", "m", "l"]
AvatarSize = Literal["s", "m", "l"]
REMEMBERED: Final = 4096  # signs of each kind: a list repeats a few states and people
AVATAR_TONES: Final = ("accent", "blue", "violet", "amber")


@cache
def _sprite() -> str:
    return static("ui/dist/icons.svg")


@cache
def draw_icon(name: str, size: IconSize = "m") -> SafeString:
    """An icon of the sprite; it is decoration, so a screen reader skips it."""
    if not name:
        return EMPTY
    one_of("icon", name, ICONS)
    one_of("size", size, get_args(IconSize))
    return format_html(
        '<svg class="icon icon-{}" aria-hidden="true"><use href="{}#{}"/></svg>',
        size, _sprite(), name,
    )  # fmt: skip


@register.simple_tag
def icon(name: str, *, size: IconSize = "m") -> SafeString:
    return draw_icon(name, size)


@register.simple_tag
def pill(
    text: object,
    *,
    tone: Tone = "neutral",
    dot: bool = False,
    icon: str = "",
    shape: Literal["round", "square"] = "round",
) -> SafeString:
    """The state of something in one or two words."""
    return _pill(as_text(text), tone, dot, icon, shape)


@lru_cache(maxsize=REMEMBERED, typed=True)
def _pill(text: str, tone: str, dot: bool, icon: str, shape: str) -> SafeString:
    one_of("tone", tone, TONES)
    one_of("shape", shape, ("round", "square"))
    mark = format_html('<i class="{}"></i>', "pill-dot") if dot else draw_icon(icon, "s")
    square = "pill-square" if shape == "square" else ""
    return format_html(
        '<span class="{}">{}{}</span>', classes("pill", f"tone-{tone}", square), mark, text
    )


def as_text(value: object) -> str:
    """What will be shown, in the reader's language, so that it can be remembered."""
    return value if isinstance(value, str) else str(value)


def initials(name: str) -> str:
    """王立群 → 王, Anna Keller → AK, Dr. Anna Keller → AK."""
    words = [word for word in name.split() if not word.endswith(".")] or [name]
    if not words[0].isascii():
        return words[0][:1]
    return "".join(word[0] for word in (words[0], *words[1:][-1:]) if word).upper()


def tone_of(name: str) -> str:
    """The same person has the same colour on every page and every host."""
    return AVATAR_TONES[zlib.crc32(name.encode()) % len(AVATAR_TONES)]


@register.simple_tag
def avatar(
    name: object, *, size: AvatarSize = "s", tone: Tone | Literal["auto"] = "auto"
) -> SafeString:
    """A person's or company's initials in its colour; the name itself stands beside it."""
    return _avatar(as_text(name), size, tone)


@lru_cache(maxsize=REMEMBERED, typed=True)
def _avatar(name: str, size: str, tone: str) -> SafeString:
    one_of("size", size, get_args(AvatarSize))
    colour = tone_of(name) if tone == "auto" else one_of("tone", tone, TONES)
    return format_html(
        '<span class="avatar avatar-{} tone-{}" aria-hidden="true">{}</span>',
        size, colour, initials(name),
    )  # fmt: skip


@register.simple_tag
def person(name: object, *, note: object = "", url: str = "") -> SafeString:
    """An avatar with its name, linked where there is a page of that person."""
    return _person(as_text(name), as_text(note), url)


@lru_cache(maxsize=REMEMBERED, typed=True)
def _person(name: str, note: str, url: str) -> SafeString:
    label = format_html('<a href="{}">{}</a>', url, name) if url else format_html("{}", name)
    small = format_html("<small>{}</small>", note) if note else EMPTY
    return format_html(
        '<span class="person">{}<span class="person-name">{}{}</span></span>',
        avatar(name), label, small,
    )  # fmt: skip


@register.simple_block_tag
def avatars(content: str) -> SafeString:
    """Several avatars, overlapping."""
    return format_html('<span class="avatars">{}</span>', content)


@register.simple_tag
def count(number: int, *, tone: Tone = "neutral", label: object = "") -> SafeString:
    """A number in a round; ``label`` says to a screen reader what is counted."""
    one_of("tone", tone, TONES)
    spoken = format_html('<span class="visually-hidden"> {}</span>', label) if label else EMPTY
    return format_html('<span class="count tone-{}">{}{}</span>', tone, number, spoken)


@register.simple_tag
def key(text: str) -> SafeString:
    return format_html("<kbd>{}</kbd>", text)
