"""Form controls of the design system, for ``widgets`` of a Django form.

Each works as a plain HTML control; a few lines of script make it nicer.
"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.widgets import ChoiceWidget
from django.utils.functional import Promise
from django.utils.translation import gettext


class DatePicker(forms.DateInput):
    """A day, chosen with the browser's own picker."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class TimePicker(forms.TimeInput):
    """A time of day in whole minutes."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class DateTimePicker(forms.DateTimeInput):
    """A day and time in the reader's time zone, in whole minutes."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class Combobox(forms.Select):
    """A select that is searched by typing.

    ``source`` is an address that answers ``?q=`` with JSON ``{"options": [{"value", "label",
    "note"}]}``, for choices too many to send; the select then carries only the chosen one, which is
    looked up by the field's queryset.
    """

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Iterable[Any] = (),
        *,
        source: str | Promise = "",
        placeholder: object = "",
    ) -> None:
        super().__init__(attrs, choices)
        self.source = source
        self.placeholder = placeholder

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        own = {"data-combobox": True, "data-placeholder": str(self.placeholder)}
        if self.source:
            own["data-source"] = str(self.source)
        context["widget"]["attrs"].update(own)
        return context

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> Any:
        if not self.source:
            return super().optgroups(name, value, attrs)
        return self._chosen(name, value, attrs)

    def _chosen(self, name: str, value: list[str], attrs: Any) -> Any:
        """Only the options in ``value``: asks the queryset for them instead of for all rows."""
        everything = self.choices
        queryset = getattr(everything, "queryset", None)
        wanted = [v for v in value if v]
        if queryset is not None:
            key = getattr(everything, "field").to_field_name or "pk"  # noqa: B009  # untyped
            try:
                rows = queryset.filter(**{f"{key}__in": wanted}) if wanted else queryset.none()
            except ValueError:  # a mistyped address: the field itself says that it is no choice
                rows = queryset.none()
            few = [
                (getattr(row, key), getattr(everything, "field").label_from_instance(row))  # noqa: B009
                for row in rows
            ]
        else:
            few = [(v, label) for v, label in everything if str(v) in wanted]
        self.choices = [("", ""), *few]
        try:
            return ChoiceWidget.optgroups(self, name, value, attrs)
        finally:
            self.choices = everything


class FileDrop(forms.ClearableFileInput):
    """A field that files can be dropped on; on a phone it offers the camera if ``photo``."""

    template_name = "ui/widgets/file_drop.html"

    def __init__(
        self, attrs: dict[str, Any] | None = None, *, accept: str = "", photo: bool = False
    ) -> None:
        own: dict[str, Any] = {"accept": accept} if accept else {}
        if photo:
            own |= {"accept": "image/*", "capture": "environment"}
        super().__init__({**own, **(attrs or {})})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["prompt"] = gettext("Drop a file here or choose one")
        return context


class FilesDrop(FileDrop):
    """The same for several files at once; its form field is ``FilesField``."""

    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, Any] | None = None, *, accept: str = "") -> None:
        super().__init__({"multiple": True, **(attrs or {})}, accept=accept)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["prompt"] = gettext("Drop files here or choose them")
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name, [])


class FilesField(forms.FileField):
    """Several uploads; its value is a list, empty if none came."""

    widget = FilesDrop

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        if not data:
            super().clean(None, initial)
            return []
        return [super(FilesField, self).clean(one, initial) for one in data]


class Segments(forms.RadioSelect):
    """Two to five choices side by side."""

    template_name = "ui/widgets/segments.html"


class Chips(forms.CheckboxSelectMultiple):
    """Several of a few short choices, as chips."""

    template_name = "ui/widgets/chips.html"
