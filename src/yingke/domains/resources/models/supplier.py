from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yingke.domains.resources.terms import Compliance, SupplierKind
from yingke.foundation.identity.models import Site
from yingke.foundation.kernel.constraints import days_within
from yingke.foundation.kernel.records import Record


class Supplier(Record):
    """A supplier (合规合作单位) and its compliance status."""

    name = models.CharField(_("Name"), max_length=200)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)
    kinds = ArrayField(
        models.CharField(max_length=16, choices=SupplierKind.choices), verbose_name=_("Services")
    )
    credit_code = models.CharField(
        _("Unified social credit code"), max_length=18, null=True, blank=True
    )
    contact_name = models.CharField(_("Contact person"), max_length=100, blank=True)
    phone = models.CharField(_("Phone"), max_length=32, blank=True)
    email = models.EmailField(_("Email"), blank=True)
    compliance = models.CharField(
        _("Compliance"), max_length=16, choices=Compliance.choices, default=Compliance.PENDING
    )
    compliant_until = models.DateField(_("Approved until"), null=True, blank=True)
    note = models.CharField(_("Note"), max_length=300, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("supplier")
        verbose_name_plural = _("suppliers")
        constraints = [
            days_within("compliant_until", name="supplier_within_bounds"),
            models.UniqueConstraint(fields=["credit_code"], name="one_supplier_per_credit_code"),
            models.CheckConstraint(
                condition=Q(credit_code__isnull=True) | ~Q(credit_code=""),
                name="unknown_supplier_credit_code_is_null",
            ),
        ]
        indexes = [
            # the supplier list, page by key
            models.Index(fields=["sort_key", "id"], name="supplier_by_name"),
        ]


class Hotel(Record):
    """A hotel for guests of a site; `agreed_rate` is CNY per room and night."""

    name = models.CharField(_("Name"), max_length=200)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)
    site = models.ForeignKey(
        Site, verbose_name=_("Nearest site"), on_delete=models.PROTECT, related_name="hotels"
    )
    supplier = models.ForeignKey(
        Supplier,
        verbose_name=_("Supplier"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="hotels",
    )
    stars = models.PositiveSmallIntegerField(
        _("Stars"), default=4, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    address = models.CharField(_("Address"), max_length=200, blank=True)
    phone = models.CharField(_("Phone"), max_length=32, blank=True)
    minutes_to_site = models.PositiveSmallIntegerField(
        _("Minutes to the site"), null=True, blank=True, validators=[MaxValueValidator(600)]
    )
    agreed_rate = models.DecimalField(
        _("Agreed rate per night"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    note = models.CharField(_("Note"), max_length=300, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("hotel")
        verbose_name_plural = _("hotels")
        constraints = [
            models.CheckConstraint(condition=Q(stars__range=(1, 5)), name="stars_are_1_to_5"),
        ]
        indexes = [
            # the hotel list, page by key
            models.Index(fields=["sort_key", "id"], name="hotel_by_name"),
        ]
