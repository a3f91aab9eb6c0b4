"""Forms of tasks and their evidence."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yingke.domains.procedures.terms import Evidence
from yingke.domains.visits.models import CheckItem, Visit
from yingke.domains.visits.terms import NodeState
from yingke.foundation.identity import queries as identity
from yingke.foundation.ui.fields import MinuteField
from yingke.foundation.ui.widgets import Combobox, FileDrop


class NodeChoice(forms.ModelChoiceField):
    """Nodes with their number and name."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.number} · {obj.label}"


class TaskForm(forms.Form):
    """A task besides those of the procedure."""

    name = forms.CharField(label=_("Task"), max_length=200)
    assignee: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Assigned to"), queryset=None, widget=Combobox()
    )
    due_at = MinuteField(label=_("Due"))
    node = NodeChoice(label=_("Node"), queryset=None, required=False, empty_label=_("none"))
    checks = forms.CharField(
        label=_("Checklist"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One item per line."),
    )

    def __init__(self, *args: Any, visit: Visit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["assignee"].queryset = identity.active_users()
        fields["node"].queryset = visit.nodes.filter(state=NodeState.OPEN)

    def clean_checks(self) -> list[str]:
        lines = (line.strip() for line in self.cleaned_data["checks"].splitlines())
        found = [line for line in lines if line]
        for line in found:
            if len(line) > 200:
                raise forms.ValidationError(_("A checklist item can have up to 200 characters."))
        return found


class ReassignForm(forms.Form):
    assignee: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Assigned to"), queryset=None, widget=Combobox()
    )
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["assignee"].queryset = identity.active_users()


class CheckForm(forms.Form):
    """The evidence of a checklist item: a field for its kind."""

    note = forms.CharField(
        label=_("Note"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What was agreed, with whom, or where to find it."),
    )
    upload = forms.FileField(label=_("File or photo"), widget=FileDrop())

    def __init__(self, *args: Any, item: CheckItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].required = item.evidence == Evidence.NOTE
        if item.evidence != Evidence.FILE:
            del self.fields["upload"]
        else:
            self.fields["note"].help_text = ""
