"""Forms with which an administrator writes a version of a procedure."""

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
    """For what a procedure of its own begins."""

    visit_type = forms.ModelChoiceField(
        label=_("Visit type"),
        queryset=VisitType.objects.filter(active=True),
        empty_label=None,
    )
    variant = forms.ChoiceField(
        label=_("Variant"), choices=Variant.choices, widget=Segments, initial=Variant.NORMAL
    )


class DescribeForm(VersionForm):
    """What a version is called, and why it was made."""

    name = forms.CharField(label=_("Name in Chinese"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    note = forms.CharField(label=_("Reason for this version"), max_length=300, required=False)


class OwnerField(forms.ChoiceField):
    """A role of the visit, or of the company."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("Owner"), choices=role_choices, **kwargs)


class NodeForm(forms.Form):
    """A node of a draft."""

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
        """The valid form as the service takes it."""
        return NodeFields(
            **{name: self.cleaned_data[name] for name in NodeFields.__dataclass_fields__}
        )


class EditNodeForm(NodeForm, VersionForm):
    """A node that exists."""


class TaskForm(forms.Form):
    """A task of a node."""

    name = forms.CharField(label=_("Name in Chinese"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    owner_role = OwnerField()
    due = OffsetField(label=_("Due"), help_text=_("Enter 0 for exactly that moment."))

    def fields_given(self) -> TaskFields:
        """The valid form as the service takes it."""
        return TaskFields(
            **{name: self.cleaned_data[name] for name in TaskFields.__dataclass_fields__}
        )


class EditTaskForm(TaskForm, VersionForm):
    """A task that exists."""


class CheckForm(VersionForm):
    """A point of a task's checklist; the version is the task's."""

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
        """The valid form as the service takes it."""
        return CheckFields(
            **{name: self.cleaned_data[name] for name in CheckFields.__dataclass_fields__}
        )


def node_initial(row: TemplateNode) -> dict[str, Any]:
    """A stored node as the form's first values."""
    return {name: getattr(row, name) for name in (*NodeFields.__dataclass_fields__, "version")}


def task_initial(row: TemplateTask) -> dict[str, Any]:
    """A stored task as the form's first values."""
    return {name: getattr(row, name) for name in (*TaskFields.__dataclass_fields__, "version")}


def check_initial(task: TemplateTask, index: int | None) -> dict[str, Any]:
    """A stored point of a checklist, or the first values of a new one."""
    fields = CheckFields(name="") if index is None else CheckFields(**task.checks[index])
    names = CheckFields.__dataclass_fields__
    return {**{name: getattr(fields, name) for name in names}, "version": task.version}
