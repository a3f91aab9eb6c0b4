from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Lower
from django.utils.translation import gettext_lazy as _

from yingke.domains.customers.models.account import Account
from yingke.domains.customers.terms import (
    Attitude,
    Consent,
    DecisionRole,
    Influence,
    Language,
    RelationshipKind,
)
from yingke.foundation.kernel.constraints import days_within
from yingke.foundation.kernel.naming import Bilingual, spellings


class Contact(Bilingual):
    """A person at a customer and their role in decisions.

    Former contacts stay with `active=False`, since past visits refer to them as guests.
    """

    is_person = True

    account = models.ForeignKey(
        Account, verbose_name=_("Customer"), on_delete=models.PROTECT, related_name="contacts"
    )
    name = models.CharField(_("Name"), max_length=100)
    name_en = models.CharField(_("English name"), max_length=100, blank=True)
    sort_key = models.CharField(max_length=255, editable=False)
    title = models.CharField(_("Position"), max_length=100, blank=True)
    phone = models.CharField(_("Phone"), max_length=32, blank=True)
    email = models.EmailField(_("Email"), blank=True)
    language = models.CharField(
        _("Language"), max_length=8, choices=Language.choices, default=Language.CHINESE
    )
    decision_role = models.CharField(
        _("Role in decisions"),
        max_length=16,
        choices=DecisionRole.choices,
        default=DecisionRole.USER,
    )
    is_decision_maker = models.BooleanField(_("Key decision maker"), default=False)
    influence = models.PositiveSmallIntegerField(
        _("Influence"), choices=Influence.choices, default=Influence.MEDIUM
    )
    attitude = models.CharField(
        _("Attitude"), max_length=16, choices=Attitude.choices, default=Attitude.UNKNOWN
    )
    concern = models.CharField(_("Main concern"), max_length=300, blank=True)
    reports_to = models.ForeignKey(
        "self",
        verbose_name=_("Reports to"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="reports",
    )
    birthday = models.DateField(
        _("Birthday"),
        null=True,
        blank=True,
        help_text=_("The day of birth in the Gregorian calendar."),
    )
    birthday_is_lunar = models.BooleanField(_("Celebrated by the lunar calendar"), default=False)
    consent = models.CharField(
        _("Contact permission"), max_length=8, choices=Consent.choices, default=Consent.UNKNOWN
    )
    active = models.BooleanField(_("Employed"), default=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    search_text = models.GeneratedField(
        expression=Lower(
            Concat(
                "name",
                Value(" "),
                "name_en",
                Value(" "),
                "title",
                Value(" "),
                spellings("sort_key"),
            )
        ),
        output_field=models.TextField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["sort_key", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(influence__range=(1, 5)), name="influence_is_1_to_5"
            ),
            models.CheckConstraint(
                condition=Q(reports_to__isnull=True) | ~Q(reports_to=F("id")),
                name="nobody_reports_to_himself",
            ),
            days_within("birthday", name="contact_within_bounds"),
        ]
        indexes = [
            # the contacts list, page by key
            models.Index(fields=["sort_key", "id"], name="contact_by_name"),
            # the key people of one customer, most influential first
            models.Index(
                fields=["account", "-active", "-influence", "sort_key"],
                name="contact_by_account",
            ),
            # queries.search_contacts: any part of a name, in any script
            GinIndex(
                fields=["search_text"], opclasses=["gin_trgm_ops"], name="contact_search_trgm"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Relationship(models.Model):
    """How one person at a customer stands to another; `reports_to` is kept with the person."""

    contact = models.ForeignKey(
        Contact, models.CASCADE, verbose_name=_("Person"), related_name="relationships"
    )
    other = models.ForeignKey(
        Contact, models.CASCADE, verbose_name=_("Whom"), related_name="relationships_from"
    )
    kind = models.CharField(
        _("Type"),
        max_length=12,
        choices=RelationshipKind.choices,
        default=RelationshipKind.INFLUENCES,
    )
    note = models.CharField(_("What it is about"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("relationship")
        verbose_name_plural = _("relationships")
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "other", "kind"], name="one_relationship_of_a_kind"
            ),
            models.CheckConstraint(
                condition=~Q(contact=F("other")), name="relationship_joins_two_people"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contact_id} {self.kind} {self.other_id}"
