"""Form of the delivery preferences."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.apps import apps
from django.utils.translation import gettext_lazy as _

from yingke.foundation.notifications import channels, kinds
from yingke.foundation.notifications.kinds import Kind
from yingke.foundation.notifications.models import Profile
from yingke.foundation.notifications.terms import Mode
from yingke.foundation.ui.widgets import TimePicker


class PreferencesForm(forms.Form):
    """Address and times, and a mode for each kind and channel."""

    apprise_url = forms.CharField(
        label=_("Chat bot address"),
        required=False,
        max_length=500,
        help_text=_(
            "Your bot's address, for example wecombot://key, dingtalk://token or feishu://token."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    quiet_from = forms.TimeField(label=_("Quiet hours start"), required=False, widget=TimePicker)
    quiet_until = forms.TimeField(label=_("Quiet hours end"), required=False, widget=TimePicker)
    digest_at = forms.TimeField(label=_("Daily digest time"), widget=TimePicker)
    urgent_breaks_quiet = forms.BooleanField(
        label=_("Urgent messages ignore quiet hours"), required=False
    )

    def __init__(
        self, *args: Any, profile: Profile, modes: dict[tuple[str, str], Mode], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name in list(self.fields):
            self.fields[name].initial = getattr(profile, name)
        self._places = {_name(*place): place for place in modes}
        for (kind, channel), mode in modes.items():
            label = f"{kinds.get(kind).name}: {channels.get(channel).label}"
            self.fields[_name(kind, channel)] = forms.ChoiceField(
                label=str(channels.get(channel).label),
                choices=Mode.choices,
                initial=mode,
                widget=forms.Select(attrs={"aria-label": label}),
            )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if bool(values.get("quiet_from")) != bool(values.get("quiet_until")):
            missing = "quiet_until" if values.get("quiet_from") else "quiet_from"
            self.add_error(missing, _("Quiet hours need a start and an end."))
        return values

    @property
    def profile_values(self) -> dict[str, Any]:
        """Arguments for ``services.set_profile``."""
        return {
            name: value for name, value in self.cleaned_data.items() if name not in self._places
        }

    @property
    def modes(self) -> dict[tuple[str, str], Mode]:
        """Argument for ``services.set_modes``."""
        return {place: Mode(self.cleaned_data[name]) for name, place in self._places.items()}

    @property
    def groups(self) -> "list[Group]":
        """Kinds grouped by package, with one field per channel."""
        found: dict[str, list[Line]] = {}
        for kind in kinds.declared():
            cells = [self[_name(kind.code, channel.code)] for channel in channels.registered()]
            found.setdefault(kind.code.partition(".")[0], []).append(Line(kind, cells))
        return [Group(_package(label), lines) for label, lines in found.items()]


@dataclass(frozen=True)
class Line:
    """A kind with its fields."""

    kind: Kind
    cells: list[forms.BoundField]


@dataclass(frozen=True)
class Group:
    """Kinds of a package."""

    label: str
    lines: list[Line]


def _name(kind: str, channel: str) -> str:
    return f"mode-{kind}-{channel}"


def _package(label: str) -> str:
    try:
        return str(apps.get_app_config(label).verbose_name)
    except LookupError:
        return label
