"""Forms of procedures, their nodes, tasks and checklists."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yingke.domains.procedures.models import TemplateNode, TemplateTask, VisitType
from yingke.domains.procedures.services.nodes import NodeFields
from yingke.domains.procedures.services.tasks import CheckFields, TaskFields
from yingke.domains.procedures.terms import (
    ArchivePart,
    Evidence,
    Method,
    NodeKind,
    Phase,
    Step,
    Variant,
)
from yingke.domains.procedures.web.forms.fields import VersionForm
from yingke.domains.procedures.web.forms.offsets import OffsetField
from yingke.domains.procedures.web.words import role_choices
from yingke.foundation.policy import queries as policy
from yingke.foundation.ui.widgets import Chips, Segments


class StartForm(forms.Form):
    """Visit type and variant of a new procedure."""

    visit_type = forms.ModelChoiceField(
        label=_("Visit type"),
        queryset=VisitType.objects.filter(active=True),
        empty_label=None,
    )
    variant = forms.ChoiceField(
        label=_("Variant"), choices=Variant.choices, widget=Segments, initial=Variant.NORMAL
    )


class DescribeForm(VersionForm):
    """Name and reason of a version."""

    name = forms.CharField(label=_("Name in Chinese"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    note = forms.CharField(label=_("Reason for this version"), max_length=300, required=False)


class OwnerField(forms.ChoiceField):
    """A role of the visit or of the company."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("Owner"), choices=role_choices, **kwargs)


class NodeForm(forms.Form):
    name = forms.CharField(label=_("Name in Chinese"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    kind = forms.ChoiceField(
        label=_("Gate"),
        choices=NodeKind.choices,
        initial=NodeKind.OTHER,
        help_text=_(
            "What must be true before this node can be completed. Each gate belongs to one node."
        ),
    )
    phase = forms.ChoiceField(label=_("Phase"), choices=Phase.choices, widget=Segments)
    step = forms.ChoiceField(label=_("Step"), choices=Step.choices, widget=Segments)
    methods = forms.MultipleChoiceField(
        label=_("Method"), choices=Method.choices, widget=Chips, required=False
    )
    owner_role = OwnerField()
    starts = OffsetField(label=_("Starts"), help_text=_("Enter 0 for exactly that moment."))
    due = OffsetField(label=_("Due"), help_text=_("Enter 0 for exactly that moment."))
    clause = forms.ChoiceField(label=_("Clause"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(row.reference, str(row)) for row in policy.clauses()]
        held = self.initial.get("clause")
        if held and held not in dict(known):
            known.insert(0, (held, held))
        fields: dict[str, Any] = self.fields
        fields["clause"].choices = [("", "–"), *known]

    def fields_given(self) -> NodeFields:
        """Return the values as the service takes them."""
        return NodeFields(
            **{name: self.cleaned_data[name] for name in NodeFields.__dataclass_fields__}
        )


class EditNodeForm(NodeForm, VersionForm):
    """An existing node."""


class TaskForm(forms.Form):
    name = forms.CharField(label=_("Name in Chinese"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    owner_role = OwnerField()
    due = OffsetField(label=_("Due"), help_text=_("Enter 0 for exactly that moment."))

    def fields_given(self) -> TaskFields:
        """Return the values as the service takes them."""
        return TaskFields(
            **{name: self.cleaned_data[name] for name in TaskFields.__dataclass_fields__}
        )


class EditTaskForm(TaskForm, VersionForm):
    """An existing task."""


class CheckForm(VersionForm):
    """A checklist item; the version is the task's."""

    name = forms.CharField(label=_("Name in Chinese"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    evidence = forms.ChoiceField(label=_("Evidence"), choices=Evidence.choices, widget=Segments)
    required = forms.BooleanField(label=_("Required to complete the node"), required=False)
    archive_part = forms.ChoiceField(
        label=_("Archive as"),
        required=False,
        choices=lambda: [
            ("", "–"),
            *ArchivePart.choices,
        ],
    )

    def fields_given(self) -> CheckFields:
        """Return the values as the service takes them."""
        return CheckFields(
            **{name: self.cleaned_data[name] for name in CheckFields.__dataclass_fields__}
        )


def node_initial(row: TemplateNode) -> dict[str, Any]:
    """Return a stored node as initial values of the form."""
    return {name: getattr(row, name) for name in (*NodeFields.__dataclass_fields__, "version")}


def task_initial(row: TemplateTask) -> dict[str, Any]:
    """Return a stored task as initial values of the form."""
    return {name: getattr(row, name) for name in (*TaskFields.__dataclass_fields__, "version")}


def check_initial(task: TemplateTask, index: int | None) -> dict[str, Any]:
    """Return a stored checklist item, or the initial values of a new one."""
    fields = CheckFields(name="") if index is None else CheckFields(**task.checks[index])
    names = CheckFields.__dataclass_fields__
    return {**{name: getattr(fields, name) for name in names}, "version": task.version}
