"""Organisation tree."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from yingke.foundation.identity.terms import UnitKind
from yingke.foundation.kernel.naming import Bilingual


class OrgUnit(Bilingual, models.Model):
    """A company, a branch or a department.

    `path` holds the codes from the root, each followed by a slash (`yingsong/east/rd/`), so that a
    unit and its descendants are one prefix search. `services.units` updates it when a unit moves.
    """

    journal_kind = "identity.unit"

    kind = models.CharField(_("type"), max_length=12, choices=UnitKind.choices)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("parent unit"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=100)
    name_en = models.CharField(_("name in English"), max_length=100, blank=True)
    path = models.CharField(max_length=400, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("organisation unit")
        verbose_name_plural = _("organisation units")
        ordering = ["path"]
        constraints = [
            models.UniqueConstraint(fields=["path"], name="identity_unit_path_unique"),
            models.CheckConstraint(
                condition=Q(path__endswith=Concat(F("code"), Value("/"))),
                name="identity_unit_path_ends_with_code",
            ),
            models.CheckConstraint(
                condition=Q(kind=UnitKind.COMPANY, parent__isnull=True)
                | Q(~Q(kind=UnitKind.COMPANY), parent__isnull=False),
                name="identity_unit_only_company_on_top",
            ),
        ]
        indexes = [
            # units_below: path LIKE 'yingsong/east/%'
            models.Index(
                fields=["path"], opclasses=["text_pattern_ops"], name="identity_unit_below"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def depth(self) -> int:
        """Number of ancestors; 0 for the company."""
        return self.path.count("/") - 1

    @property
    def place(self) -> str:
        """The name indented by depth, for flat lists."""
        return "— " * self.depth + self.label

    @property
    def icon(self) -> str:
        """Icon name of the kind."""
        return {"company": "building-2", "branch": "building", "department": "users"}[self.kind]
