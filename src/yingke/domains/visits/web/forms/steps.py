"""Forms of decisions and steps in the life of a visit."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yingke.domains.visits.permissions import APPROVAL_RIGHTS
from yingke.domains.visits.terms import ApprovalKind
from yingke.domains.visits.web.forms.fields import VersionForm
from yingke.foundation.identity import queries as identity
from yingke.foundation.identity.models import User
from yingke.foundation.ui.edits import Difference
from yingke.foundation.ui.fields import MinuteField
from yingke.foundation.ui.widgets import Combobox, Segments


class CommentForm(forms.Form):
    """A decision's comment; a return or rejection needs one."""

    comment = forms.CharField(
        label=_("Comment"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comment"].required = required


class HandOverForm(forms.Form):
    person: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Approver"), queryset=None, widget=Combobox()
    )
    comment = forms.CharField(
        label=_("Comment"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, kind: str, without: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        able = identity.users_with(APPROVAL_RIGHTS[ApprovalKind(kind)])
        fields["person"].queryset = able.exclude(pk=without.pk)


class AddApproverForm(forms.Form):
    person: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Approver"), queryset=None, widget=Combobox()
    )
    when = forms.ChoiceField(
        label=_("When"),
        choices=[("now", _("In parallel with me")), ("after", _("After this step"))],
        widget=Segments,
        initial="now",
    )
    comment = forms.CharField(
        label=_("Comment"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, without: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["person"].queryset = identity.active_users().exclude(pk=without.pk)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300)


class SubmitForm(VersionForm):
    """A form without fields: the dialog shows what is submitted."""


class CancelForm(VersionForm):
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def differences(self) -> list[Difference]:
        """None: a reason does not clash with edits of others."""
        return []


class ArrivalForm(VersionForm):
    """A new time of arrival."""

    arrives_at = MinuteField(label=_("Arrival"))


class ArrivedForm(VersionForm):
    """The actual time of arrival."""

    arrived_at = MinuteField(label=_("Arrived at"))


class ReceiveForm(forms.Form):
    """Confirmation or reason for receiving guests on another day or before all is prepared."""

    another_day = forms.BooleanField(label=_("The guests arrived on another day than planned"))
    reason = forms.CharField(
        label=_("Reason for receiving guests with open nodes"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, another_day: bool, reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not another_day:
            del self.fields["another_day"]
        if not reason:
            del self.fields["reason"]


class PlanSubmitForm(VersionForm):
    """A reason if the plan has a red warning."""

    reason = forms.CharField(
        label=_("Reason for submitting the plan as it is"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, asks_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_reason:
            del self.fields["reason"]


class TeamForm(VersionForm):
    lead_host: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Lead host"), queryset=None, widget=Combobox()
    )
    coordinator: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Coordinator"), queryset=None, widget=Combobox()
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["lead_host"].queryset = identity.users_with("visits.host")
        fields["coordinator"].queryset = identity.users_with("visits.coordinate")


class CoordinatorForm(forms.Form):
    """Who coordinates several visits."""

    coordinator: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Coordinator"), queryset=None, widget=Combobox()
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["coordinator"].queryset = identity.users_with("visits.coordinate")


class NodeOwnerForm(forms.Form):
    owner: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Owner"), queryset=None, widget=Combobox()
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["owner"].queryset = identity.active_users()


class ArchiveForm(forms.Form):
    """Whether to archive the visit with missing parts."""

    accept_gaps = forms.BooleanField(
        label=_("Archive even though items are missing"), required=False
    )

    def __init__(self, *args: Any, complete: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if complete:
            del self.fields["accept_gaps"]
