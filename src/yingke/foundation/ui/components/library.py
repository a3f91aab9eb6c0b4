"""The one tag library that all component modules register with, and what they share."""

from typing import Any, Final, Literal, get_args

from django import template
from django.template import Context, Engine, TemplateSyntaxError
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

Tone = Literal["neutral", "accent", "red", "amber", "green", "blue", "violet"]
TONES: Final = get_args(Tone)
EMPTY: Final = mark_safe("")  # a constant


def one_of(attribute: str, value: str, allowed: tuple[str, ...]) -> str:
    """Refuse a value that the stylesheet has no rule for."""
    if value not in allowed:
        raise TemplateSyntaxError(f"{attribute}={value!r}: take one of {', '.join(allowed)}")
    return value


def classes(*names: str) -> str:
    return " ".join(name for name in names if name)


@register.filter
def attribute(value: object, name: str) -> SafeString:
    """`` name="value"``, or nothing for a value that is absent (None, False or "")."""
    if value is None or value is False or value == "":
        return EMPTY
    if value is True:
        return format_html(" {}", name)
    return format_html(' {}="{}"', name, value)


@register.filter
def equals(value: object, other: object) -> bool:
    """Whether a value is that one, for an attribute: ``current=view|equals:"table"``."""
    return value == other


def draw(template_name: str, **values: object) -> SafeString:
    """A component's template with these values, which its function has checked, and no others."""
    html = Engine.get_default().get_template(template_name).render(Context(values))
    return mark_safe(html.strip())  # noqa: S308  # the template escaped what it was given


def put_aside(context: Context, slot: str, content: str) -> SafeString:
    """Keep a slot's content for the component around it, which takes it with ``take``."""
    _kept(context, slot).append(content)
    return EMPTY


def take(context: Context, slot: str) -> SafeString:
    kept = _kept(context, slot)
    return mark_safe(kept.pop()) if kept else EMPTY  # noqa: S308  # rendered by a tag before


def _kept(context: Context, slot: str) -> list[str]:
    store: Any = context.render_context
    kept: list[str] = store.setdefault(("ui-slot", slot), [])
    return kept
