"""Form fields with label, help and mistake; the frame of a form."""

from collections.abc import Sequence
from typing import Any

from django.forms import BaseForm, BoundField, CheckboxInput
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from yingke.foundation.ui.components.actions import button
from yingke.foundation.ui.components.library import EMPTY, classes, register
from yingke.foundation.ui.components.signs import draw_icon


@register.simple_tag
def field(
    bound: BoundField, *, label: object = "", hint: object = "", wide: bool = False
) -> SafeString:
    """A field of a form: label, control, help, mistakes; tied together for a screen reader."""
    if bound.is_hidden:
        return bound.as_widget()
    name = bound.auto_id or bound.html_name
    hint = hint or bound.help_text
    attrs: dict[str, Any] = {}
    described = classes(f"{name}-help" if hint else "", f"{name}-error" if bound.errors else "")
    if described:
        attrs["aria-describedby"] = described
    if bound.errors:
        attrs["aria-invalid"] = "true"
    control = bound.as_widget(attrs=attrs)
    single = isinstance(bound.field.widget, CheckboxInput)
    grouped = bound.field.widget.use_fieldset
    mark = EMPTY
    if bound.field.required and not single:
        mark = format_html(' <span class="field-must" title="{}">*</span>', gettext("required"))
    text = format_html("{}{}", label or bound.label, mark)
    title = (
        format_html('<legend class="field-label">{}</legend>', text)
        if grouped
        else format_html('<label class="field-label" for="{}">{}</label>', bound.id_for_label, text)
    )
    below = format_html(
        "{}{}",
        format_html('<p class="field-help" id="{}-help">{}</p>', name, hint) if hint else EMPTY,
        _mistakes(bound.errors, f"{name}-error"),
    )
    css = classes(
        "field", "field-wide" * wide, "field-check" * single, "has-error" * bool(bound.errors)
    )
    shape = "{}{}" if not single else "{1}{0}"
    tag = "fieldset" if grouped else "div"
    return format_html(
        '<{0} class="{1}">{2}{3}</{0}>', tag, css, format_html(shape, title, control), below
    )


def _mistakes(errors: Sequence[Any], id: str = "") -> SafeString:  # noqa: A002
    if not errors:
        return EMPTY
    lines = format_html_join("", "<li>{}</li>", ((error,) for error in errors))
    return format_html(
        '<ul class="field-error" id="{}">{}{}</ul>', id, draw_icon("circle-alert", "s"), lines
    )


@register.simple_tag
def form_errors(form: BaseForm) -> SafeString:
    """What is wrong with the form as a whole (a rule's refusal, a stale version)."""
    errors = form.non_field_errors()
    hidden = [f"{f.label}: {e}" for f in form.hidden_fields() for e in f.errors]
    if not errors and not hidden:
        return EMPTY
    lines = format_html_join("", "<p>{}</p>", ((e,) for e in [*errors, *hidden]))
    return format_html(
        '<div class="note note-red" role="alert">{}<div class="note-text">{}</div></div>',
        draw_icon("triangle-alert"), lines,
    )  # fmt: skip


@register.simple_tag
def form_fields(form: BaseForm) -> SafeString:
    """All fields of a form in their order, with the form's own mistakes on top."""
    hidden = format_html_join("", "{}", ((bound.as_widget(),) for bound in form.hidden_fields()))
    shown = format_html_join("", "{}", ((field(bound),) for bound in form.visible_fields()))
    return format_html("{}{}{}", form_errors(form), hidden, shown)


@register.simple_block_tag
def fields(content: str, *, columns: int = 1, title: object = "") -> SafeString:
    """Fields side by side on a desk (1 or 2 columns), one under the other on a phone."""
    head = format_html('<h2 class="fields-title">{}</h2>', title) if title else EMPTY
    two = "fields-two" if columns == 2 else ""
    return format_html('{}<div class="{}">{}</div>', head, classes("fields", two), content)


@register.simple_block_tag(takes_context=True)
def form_actions(
    context: Context, content: str, *, save: object = "", cancel: str = ""
) -> SafeString:
    """The foot of a form: the button that saves, a way back, and whatever the content adds."""
    go = button(context, save or gettext("Save"), variant="primary", submit=True)
    back = format_html(
        '<a class="button button-ghost" href="{}" data-close>{}</a>', cancel, gettext("Cancel")
    )
    return format_html(
        '<div class="form-actions">{}{}{}</div>', content, back if cancel else EMPTY, go
    )
