"""Both states of a record that two people edit at once: theirs, as stored, and mine, as typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext

from yingke.domains.visits.models import Visit
from yingke.domains.visits.web import words
from yingke.foundation.journal import queries as journal


@dataclass(frozen=True)
class Both:
    """A field whose stored value differs from the typed one."""

    label: object
    theirs: str
    mine: str


def differences(form: forms.Form, stored: Mapping[str, Any]) -> list[Both]:
    """The visible fields in which the sent form and the stored record differ."""
    return [
        Both(bound.label, shown(bound.field, stored.get(bound.name)), shown(bound.field, mine))
        for bound in form.visible_fields()
        if (mine := form.cleaned_data.get(bound.name)) != stored.get(bound.name)
    ]


def context(
    form: forms.Form, visit: Visit, stored: Mapping[str, Any], **held: Any
) -> dict[str, Any]:
    """What the form shows when it was too late.

    `held` are the hidden fields that now carry what the editor has been shown, so that sending the
    form again overwrites knowingly.
    """
    data = form.data.copy()
    for name, value in held.items():
        data[name] = str(value)
    form.data = data
    last = journal.about("visits.visit", visit.pk).first()
    return {"both": differences(form, stored), "changed_by": last}


def shown(field: forms.Field, value: Any) -> str:
    """A value of a form field in words."""
    if value in (None, "", []):
        return ""
    if isinstance(value, datetime):
        return words.full(value)
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, Model):
        return str(value)
    if isinstance(field, forms.ChoiceField):
        labels = dict(_flat(field.choices))
        chosen = value if isinstance(value, list) else [value]
        return ", ".join(str(labels.get(one, one)) for one in chosen)
    return str(value)


def _flat(choices: Any) -> Iterator[tuple[Any, Any]]:
    yield from ((code, label) for code, label in choices if not isinstance(label, list | tuple))
