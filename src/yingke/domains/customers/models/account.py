from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Lower
from django.utils.translation import gettext_lazy as _

from yingke.domains.customers.terms import AccountStatus, Industry, Language, Region, Size, Tier
from yingke.foundation.kernel.naming import Bilingual, spellings


class Account(Bilingual):
    """A company that is, or may become, a customer; `parent` is the company above it in a group.

    Has exactly one account manager. `root` is the top of its group (None at the top), which
    makes a whole group one indexed read; kept by `services.accounts`. `services.tiers.set_tier`
    is the only writer of `tier`. `former_names` are numbers and names of customers merged into this
    one, under which it is still found.
    """

    number = models.CharField(_("Number"), max_length=32, unique=True)
    name = models.CharField(_("Full name"), max_length=200)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)
    short_name = models.CharField(_("Short name"), max_length=60, blank=True)
    sort_key = models.CharField(max_length=255, editable=False)
    credit_code = models.CharField(
        _("Unified social credit code"), max_length=18, null=True, blank=True
    )
    industry = models.CharField(
        _("Industry"), max_length=16, choices=Industry.choices, default=Industry.OTHER
    )
    size = models.CharField(_("Company size"), max_length=16, choices=Size.choices, blank=True)
    region = models.CharField(
        _("Region"), max_length=16, choices=Region.choices, default=Region.EAST
    )
    country = models.CharField(_("Country"), max_length=2, default="CN")
    language = models.CharField(
        _("Language"), max_length=8, choices=Language.choices, default=Language.CHINESE
    )
    address = models.CharField(_("Address"), max_length=200, blank=True)
    website = models.URLField(_("Website"), blank=True)
    tier = models.CharField(_("Tier"), max_length=16, choices=Tier.choices, default=Tier.POTENTIAL)
    status = models.CharField(
        _("Status"), max_length=16, choices=AccountStatus.choices, default=AccountStatus.ACTIVE
    )
    customer_since = models.PositiveSmallIntegerField(
        _("Customer since"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1900), MaxValueValidator(2100)],
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("Parent company"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    root = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="descendants",
    )
    account_manager = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Account manager"),
        on_delete=models.PROTECT,
        related_name="managed_accounts",
    )
    director = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Customer director"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="directed_accounts",
    )
    department = models.ForeignKey(
        "identity.OrgUnit",
        verbose_name=_("Department"),
        on_delete=models.PROTECT,
        related_name="accounts",
    )
    note = models.TextField(_("Note"), blank=True)
    former_names = models.CharField(editable=False, default="", blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(editable=False)
    updated_at = models.DateTimeField(editable=False)
    search_text = models.GeneratedField(
        expression=Lower(
            Concat(
                "name",
                Value(" "),
                "name_en",
                Value(" "),
                "short_name",
                Value(" "),
                "number",
                Value(" "),
                spellings("sort_key"),
                Value(" "),
                "former_names",
            )
        ),
        output_field=models.TextField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("customer")
        verbose_name_plural = _("customers")
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["credit_code"], name="one_account_per_credit_code"),
            models.CheckConstraint(
                condition=Q(credit_code__isnull=True) | ~Q(credit_code=""),
                name="unknown_credit_code_is_null",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="account_is_not_its_own_parent",
            ),
        ]
        indexes = [
            # queries.visible_to for all customers: the list, page by key
            models.Index(fields=["sort_key", "id"], name="account_by_name"),
            # the list filtered by tier
            models.Index(fields=["tier", "sort_key", "id"], name="account_by_tier"),
            # queries.visible_to for one account manager
            models.Index(fields=["account_manager", "sort_key", "id"], name="account_by_manager"),
            # queries.visible_to for a department and the departments below it
            models.Index(fields=["department", "sort_key", "id"], name="account_by_department"),
            # the list ordered by the latest change
            models.Index(fields=["-updated_at", "-id"], name="account_by_change"),
            # queries.search: any part of a name, in any script
            GinIndex(
                fields=["search_text"], opclasses=["gin_trgm_ops"], name="account_search_trgm"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def group_id(self) -> int:
        return self.root_id or self.pk
