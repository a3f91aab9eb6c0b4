from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Concat, Lower
from django.utils.translation import gettext_lazy as _

from yingke.domains.customers.models.account import Account
from yingke.domains.customers.terms import Attitude, DecisionRole, Influence, Language
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
