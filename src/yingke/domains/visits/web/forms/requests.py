"""The request form: core fields and the company's own questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import Q
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yingke.domains.customers import queries as customers
from yingke.domains.customers.models import Account
from yingke.domains.procedures.models import RequestField, VisitType
from yingke.domains.procedures.queries import request_form
from yingke.domains.procedures.terms import FieldKind
from yingke.domains.visits.models import Visit
from yingke.domains.visits.queries.answers import is_shown
from yingke.domains.visits.rules.enquiry import LONGEST
from yingke.domains.visits.services.requests import RequestFields
from yingke.domains.visits.terms import Channel, Demand, UrgencyReason
from yingke.domains.visits.web import lead_time
from yingke.domains.visits.web.forms.guests import guest_fields
from yingke.foundation.identity import queries as identity
from yingke.foundation.identity.models import User
from yingke.foundation.kernel.naming import in_language
from yingke.foundation.ui.edits import EditForm
from yingke.foundation.ui.fields import MinuteField
from yingke.foundation.ui.widgets import Chips, Combobox, DatePicker, DateTimePicker, Segments

if TYPE_CHECKING:
    from django.forms import BoundField

# Form fields that are columns of the visit.
COLUMNS: Final = (
    *("account", "headcount", "identity", "channel", "confirmation"),
    *("site", "arrives_at", "leaves_at", "urgency_reason", "urgency_note"),
    *("visit_type", "title", "demand", "purpose", "lead_host"),
)
MOST_OFFERED: Final = 50


class RequestForm(EditForm):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    account: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Customer"),
        queryset=None,
        widget=Combobox(
            source=reverse_lazy("visits:account-choices"), placeholder=_("Name, number or pinyin")
        ),
    )
    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        required=False,
        help_text=_("The name shown in lists. If empty, the suggestion is used."),
    )
    visit_type: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Visit type"), queryset=None, empty_label=None
    )
    site: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Site"), queryset=None, empty_label=None
    )
    arrives_at = MinuteField(label=_("Arrival"))
    leaves_at = MinuteField(
        label=_("Departure"), widget=DateTimePicker({"data-follows": "arrives_at"})
    )
    headcount = forms.IntegerField(
        label=_("Number of guests"), min_value=1, max_value=999, initial=1
    )
    identity = forms.CharField(
        label=_("Guest positions and background"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    channel = forms.ChoiceField(label=_("Channel"), choices=Channel.choices)
    confirmation = forms.CharField(
        label=_("Customer confirmation"),
        max_length=300,
        required=False,
        help_text=_("Where to find it: an email, a number, or who said it and when."),
    )
    demand = forms.ChoiceField(label=_("Main objective"), choices=Demand.choices)
    purpose = forms.CharField(
        label=_("Purpose"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    lead_host: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Lead host"),
        queryset=None,
        required=False,
        widget=Combobox(placeholder=_("Choose later")),
        help_text=_("Leave empty to let a coordinator choose."),
    )
    urgency_reason = forms.ChoiceField(
        label=_("Reason for short notice"),
        choices=[("", "–"), *UrgencyReason.choices],
        required=False,
    )
    urgency_note = forms.CharField(label=_("Explanation"), max_length=300, required=False)

    def __init__(self, *args: Any, user: User, visit: Visit | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        own_type = visit.visit_type_id if visit else None
        self._offer_accounts(user)
        fields["site"].queryset = identity.sites()
        fields["visit_type"].queryset = VisitType.objects.filter(Q(active=True) | Q(pk=own_type))
        fields["lead_host"].queryset = identity.users_with("visits.host")
        for name in ("site", "visit_type"):
            # read once: Django queries a ModelChoiceField's choices on each iteration
            rows = fields[name].queryset
            fields[name].choices = [(row.pk, row.label) for row in rows]
        chosen = self._chosen_type()
        kept = visit is not None and chosen is not None and chosen.pk == own_type
        at = visit.asked_at if visit and kept else None
        self.questions = list(questions(user, chosen, at=at))
        for question in self.questions:
            fields[answer_name(question)] = answer_field(question)
        if visit is None:
            fields |= guest_fields(self._chosen_account(), user=user)
        fields["title"].widget.attrs["placeholder"] = lead_time.suggested_title(self)

    def mark(self, names: Iterable[str]) -> None:
        """Mark the fields whose first values were read from a message."""
        for name in self.fields.keys() & set(names):
            self.fields[name].widget.attrs["data-read"] = ""

    def clean(self) -> dict[str, Any]:
        """Read arrival and departure in the time zone of the chosen site."""
        data = super().clean() or {}
        if data.get("site"):
            there = ZoneInfo(data["site"].timezone)
            for name in ("arrives_at", "leaves_at"):
                if data.get(name):
                    data[name] = timezone.make_naive(data[name]).replace(tzinfo=there)
        if data.get("account") and not data.get("title"):
            given = data.get("visit_type"), data.get("arrives_at")
            data["title"] = lead_time.title_for(data["account"], *given)
        return data

    def _offer_accounts(self, user: User) -> None:
        """Offer all visible customers through a search; without JavaScript, those searched for."""
        field: Any = self.fields["account"]
        looked_for = str(self.data.get("account_q", ""))[:80]
        rows = customers.account_choices(user)
        if looked_for.strip():
            found = customers.search(user, looked_for, MOST_OFFERED)
            field.widget = forms.Select()
            rows = rows.filter(pk__in=[account.pk for account in found])
        field.queryset = rows

    def _chosen_account(self) -> Account | None:
        account = lead_time.picked(self, "account")
        return account if isinstance(account, Account) else None

    def _chosen_type(self) -> VisitType | None:
        """Return the type whose questions are shown: as sent, the visit's, or the first one."""
        field: Any = self.fields["visit_type"]
        types = list(field.queryset)
        wanted = self.data.get("visit_type") or self.initial.get("visit_type")
        if isinstance(wanted, VisitType):
            return wanted
        chosen = (row for row in types if str(row.pk) == str(wanted))
        return next(chosen, types[0] if types else None)

    @property
    def answers(self) -> list[BoundField]:
        return [self[answer_name(question)] for question in self.questions]

    def values(self) -> RequestFields:
        """Return the values as the service takes them."""
        data = self.cleaned_data
        return RequestFields(
            account_id=data["account"].pk,
            site_id=data["site"].pk,
            visit_type_id=data["visit_type"].pk,
            lead_host_id=data["lead_host"].pk if data["lead_host"] else None,
            answers={q.code: data.get(answer_name(q)) for q in self.questions},
            **{
                name: data[name]
                for name in (
                    *("title", "arrives_at", "leaves_at", "headcount", "demand", "purpose"),
                    *("identity", "channel", "confirmation", "urgency_reason", "urgency_note"),
                )
            },
        )

    def guests(self) -> dict[str, Any]:
        """The guests of a new request as the service takes them."""
        chosen = self.cleaned_data.get("contacts") or ()
        return {
            "contact_ids": [row.pk for row in chosen],
            "new": self.cleaned_data.get("new") or (),
        }


class MessageForm(forms.Form):
    """A pasted e-mail or business card."""

    message = forms.CharField(
        label=_("Email or business card (vCard)"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def initial_of(visit: Visit) -> dict[str, Any]:
    """Return a stored visit as initial values of the form."""
    values = {name: getattr(visit, name) for name in (*COLUMNS, "version")}
    return {**values, **{f"answer_{code}": value for code, value in visit.answers.items()}}


def questions(
    user: User, visit_type: VisitType | None, *, at: datetime | None = None
) -> Iterator[RequestField]:
    """Return the own questions of a visit type at a moment (default: now) visible to the user."""
    for row in request_form.fields_of(visit_type.pk if visit_type else None, at=at):
        if is_shown(user, row):
            yield row


def answer_name(question: RequestField) -> str:
    """Return the name of a question's form field, as the rules name it."""
    return f"answer_{question.code}"


def answer_field(question: RequestField) -> forms.Field:
    """Return a form field for a question; never required, since a draft may leave it open."""
    asked: dict[str, Any] = {
        "label": f"{question.label} *" if question.required else question.label,
        "required": False,
        "help_text": _help(question),
    }
    options = [(option["value"], option_label(option)) for option in question.options]
    match question.kind:
        case FieldKind.LONG_TEXT:
            return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), **asked)
        case FieldKind.NUMBER:
            return NumberField(**asked)
        case FieldKind.NIGHTS:
            return forms.IntegerField(min_value=0, **asked)
        case FieldKind.DATE:
            return forms.DateField(widget=DatePicker, **asked)
        case FieldKind.CHOICE:
            return forms.ChoiceField(choices=[("", "–"), *options], **asked)
        case FieldKind.CHOICES:
            return forms.MultipleChoiceField(choices=options, widget=Chips, **asked)
        case FieldKind.YES_NO:
            return YesNoField(**asked)
        case _:
            return forms.CharField(max_length=300, **asked)


class NumberField(forms.FloatField):
    """A number; whole ones are shown without decimals."""

    def prepare_value(self, value: Any) -> Any:
        return int(value) if isinstance(value, float) and value.is_integer() else value


class YesNoField(forms.TypedChoiceField):
    """True, False, or None if unanswered."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=[("yes", _("Yes")), ("no", _("No"))],
            coerce=lambda value: value == "yes",
            empty_value=None,
            widget=Segments,
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value)


def _help(question: RequestField) -> str:
    return in_language(question.help, question.help_en)


def option_label(option: dict[str, str]) -> str:
    """Return the label of an option in the reader's language."""
    return in_language(option["name"], option.get("name_en"))
