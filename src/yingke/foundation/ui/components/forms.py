"""Form fields with label, help and mistake; the frame of a form."""

from typing import Any
from uuid import uuid4

from django.forms import BaseForm, BoundField, CheckboxInput
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from yingke.foundation.ui import once
from yingke.foundation.ui.components.library import EMPTY, classes, draw, register


@register.simple_tag
def field(
    bound: BoundField, *, label: object = "", hint: object = "", wide: bool = False
) -> SafeString:
    """A field of a form: label, control, help, mistakes; tied together for a screen reader."""
    if bound.is_hidden:
        return bound.as_widget()
    name, errors = bound.auto_id or bound.html_name, bound.errors
    hint = hint or bound.help_text
    attrs: dict[str, Any] = {}
    if described := classes(f"{name}-help" if hint else "", f"{name}-error" if errors else ""):
        attrs["aria-describedby"] = described
    if errors:
        attrs["aria-invalid"] = "true"
    single = isinstance(bound.field.widget, CheckboxInput)
    return draw(
        "ui/components/field.html",
        element="fieldset" if bound.field.widget.use_fieldset else "div",
        css=classes(
            "field", "field-wide" * wide, "field-check" * single, "has-error" * bool(errors)
        ),
        name=name,
        labelled=bound.id_for_label,
        label=label or bound.label,
        must=bound.field.required and not single,
        single=single,
        control=bound.as_widget(attrs=attrs),
        hint=hint,
        errors=errors,
    )


@register.simple_tag
def copy_field(label: object, *, value: object, id: str) -> SafeString:  # noqa: A002
    """A value to copy: in a field, but not to be changed."""
    return draw("ui/components/copy_field.html", label=label, value=value, id=id)


@register.simple_tag
def form_errors(form: BaseForm) -> SafeString:
    """What is wrong with the form as a whole (a rule's refusal, a stale version)."""
    hidden = [f"{f.label}: {e}" for f in form.hidden_fields() for e in f.errors]
    errors = [*form.non_field_errors(), *hidden]
    return draw("ui/components/form_errors.html", errors=errors) if errors else EMPTY


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


@register.simple_block_tag
def form_actions(content: str, *, save: object = "", cancel: str = "") -> SafeString:
    """The foot of a form: the button that saves, a way back, and whatever the content adds."""
    return draw(
        "ui/components/form_actions.html",
        content=content,
        save=save or gettext("Save"),
        cancel=cancel,
        key=once_key(),
    )


@register.simple_tag
def once_key() -> SafeString:
    """The hidden key of a form, by which it acts once however often it is sent (`ui.once`)."""
    return format_html('<input type="hidden" name="{}" value="{}">', once.FIELD, uuid4().hex)
