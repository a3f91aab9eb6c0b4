"""Procedures as versioned templates: nodes, tasks and required evidence."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from yingke.domains.procedures.models.visit_type import VisitType
from yingke.domains.procedures.terms import Method, NodeKind, Phase, Step, Variant
from yingke.foundation.drafts.models import VersionedModel
from yingke.foundation.kernel.constraints import within
from yingke.foundation.kernel.naming import Bilingual


class Procedure(Bilingual, VersionedModel):
    """One version of a procedure; immutable once published.

    When a visit is approved it takes the version in force for its type, or the one for all types
    (`queries.procedures.in_force`).
    """

    code = models.SlugField(max_length=40, default="standard")
    variant = models.CharField(max_length=8, choices=Variant.choices)
    number = models.PositiveSmallIntegerField(default=1)
    visit_type = models.ForeignKey(VisitType, models.PROTECT, null=True, blank=True)

    class Meta:
        verbose_name = _("procedure")
        verbose_name_plural = _("procedures")
        constraints = [
            within("in_force_from", name="procedure_within_bounds"),
            models.UniqueConstraint(
                fields=["code", "variant", "number"], name="procedure_version_once"
            ),
            models.UniqueConstraint(
                fields=["variant", "visit_type"],
                condition=models.Q(state="draft"),
                nulls_distinct=False,
                name="one_draft_per_variant_and_type",
            ),
            models.UniqueConstraint(
                fields=["variant", "visit_type", "in_force_from"],
                condition=models.Q(state="published"),
                nulls_distinct=False,
                name="one_procedure_from_a_moment",
            ),
        ]


class TemplateNode(Bilingual):
    """A node of a procedure.

    Offsets have the form `arrival-3wd`, `arrival-10min`, `end+24h` (see `rules.offsets`).
    `owner_role` is a role of the visit (host, coordinator, requester, account_manager) or of the
    company. `key` is the same in every version, for comparing versions.
    """

    procedure = models.ForeignKey(Procedure, models.CASCADE, related_name="nodes")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(default=1)
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=NodeKind.choices, default=NodeKind.OTHER)
    phase = models.CharField(max_length=8, choices=Phase.choices)
    step = models.CharField(max_length=10, choices=Step.choices)
    methods = ArrayField(
        models.CharField(max_length=10, choices=Method.choices), default=list, blank=True
    )
    owner_role = models.CharField(max_length=40)
    starts = models.CharField(max_length=24)
    due = models.CharField(max_length=24)
    clause = models.CharField(max_length=24, blank=True, default="")

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["procedure", "number"], name="template_node_number")
        ]


class TemplateTask(Bilingual):
    """A task of a node.

    `checks` is a list of `{"name", "name_en", "required", "evidence"}`; `"archive_part":
    "photos"` puts the evidence into that part of the archive.
    """

    node = models.ForeignKey(TemplateNode, models.CASCADE, related_name="tasks")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(default=1)
    owner_role = models.CharField(max_length=40)
    due = models.CharField(max_length=24)
    checks = models.JSONField(default=list, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "pk")
