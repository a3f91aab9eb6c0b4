"""Tables of people."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Lower
from django.utils.translation import gettext_lazy as _

from yingke.domains.people.terms import AbsenceKind, SkillKind, SkillLevel, SpokenLanguage
from yingke.foundation.kernel.constraints import days_within, within
from yingke.foundation.kernel.naming import Bilingual, spellings
from yingke.foundation.kernel.records import Record


class Staff(Bilingual):
    """An employee who can be asked to serve a visit.

    `user` is None for staff who do not sign in, `site` if their workplace is unknown. Kept by
    `people.services`.
    """

    is_person = True

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Sign-in"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="staff",
    )
    number = models.CharField(_("Staff number"), max_length=32, unique=True)
    name = models.CharField(_("Name"), max_length=100)
    name_en = models.CharField(_("English name"), max_length=100, blank=True)
    sort_key = models.CharField(max_length=255, db_index=False, editable=False)
    department = models.ForeignKey(
        "identity.OrgUnit",
        verbose_name=_("Department"),
        on_delete=models.PROTECT,
        related_name="staff",
    )
    title = models.CharField(_("Position"), max_length=100, blank=True)
    phone = models.CharField(_("Phone"), max_length=32, blank=True)
    email = models.EmailField(_("Email"), blank=True)
    site = models.ForeignKey(
        "identity.Site",
        verbose_name=_("Site"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="staff",
    )
    languages = ArrayField(
        models.CharField(max_length=8, choices=SpokenLanguage.choices),
        verbose_name=_("Languages"),
        default=list,
        blank=True,
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
                "number",
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
        verbose_name = _("staff member")
        verbose_name_plural = _("staff")
        ordering = ["sort_key", "pk"]
        indexes = [
            # queries.visible_to ordered by name: the staff list, page by key
            models.Index(fields=["sort_key", "id"], name="staff_by_name"),
            # the staff list of one department
            models.Index(fields=["department", "sort_key", "id"], name="staff_by_department"),
            # queries.search: any part of a name, in any script
            GinIndex(fields=["search_text"], opclasses=["gin_trgm_ops"], name="staff_search_trgm"),
        ]

    def __str__(self) -> str:
        return self.label


class Skill(Record):
    """A skill a visit may require: a language, a tour route, a technical subject."""

    code = models.SlugField(_("Code"), max_length=48, unique=True)
    kind = models.CharField(_("Type"), max_length=16, choices=SkillKind.choices)

    class Meta(Record.Meta):
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        ordering = ["kind", "code"]


class StaffSkill(models.Model):
    """A certified skill with its level and expiry (`None`: no expiry)."""

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="skills")
    skill = models.ForeignKey(
        Skill, verbose_name=_("Skill"), on_delete=models.PROTECT, related_name="holders"
    )
    level = models.PositiveSmallIntegerField(
        _("Level"), choices=SkillLevel.choices, default=SkillLevel.INDEPENDENT
    )
    certificate_number = models.CharField(_("Certificate number"), max_length=64, blank=True)
    certificate_until = models.DateField(_("Certificate valid until"), null=True, blank=True)

    class Meta:
        verbose_name = _("certified skill")
        verbose_name_plural = _("certified skills")
        ordering = ["skill__kind", "skill__code"]
        constraints = [
            days_within("certificate_until", name="certificate_within_bounds"),
            models.UniqueConstraint(fields=["staff", "skill"], name="one_row_per_staff_and_skill"),
            models.CheckConstraint(condition=Q(level__range=(1, 4)), name="skill_level_is_1_to_4"),
        ]

    def __str__(self) -> str:
        return f"{self.staff_id}: {self.skill_id} ({self.level})"


class Absence(models.Model):
    """A person is unavailable during `[starts_at, ends_at)`."""

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="absences")
    kind = models.CharField(_("Type"), max_length=16, choices=AbsenceKind.choices)
    starts_at = models.DateTimeField(_("From"))
    ends_at = models.DateTimeField(_("Until"))
    note = models.CharField(_("Note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["starts_at", "pk"]
        constraints = [
            within("starts_at", "ends_at", name="absence_within_bounds"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="absence_ends_after_it_starts"
            ),
        ]
        indexes = [
            # queries.absences_between: who is away in a window
            models.Index(fields=["staff", "starts_at", "ends_at"], name="absence_by_staff_and_time")
        ]

    def __str__(self) -> str:
        return f"{self.staff_id}: {self.starts_at:%Y-%m-%d}"
