"""What agenda items need, and when they may take place."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yingke.domains.people.terms import SkillKind, SkillLevel
from yingke.domains.planning.terms import NeedKind
from yingke.domains.procedures.models import VisitType
from yingke.domains.visits.terms import AgendaKind, PartRole
from yingke.foundation.kernel.records import Record

CLOCK_TIME = RegexValidator(r"^([01]\d|2[0-3]):[0-5]\d$", _("Enter a time such as 09:30."))


class OfItems(Record):
    """Applies to agenda items of a kind; rows of a visit type replace those for all types."""

    visit_type = models.ForeignKey(
        VisitType,
        models.CASCADE,
        verbose_name=_("Visit type"),
        related_name="+",
        null=True,
        blank=True,
        help_text=_("Empty for all types; rows of a type replace those for all types."),
    )
    item_kind = models.CharField(_("Agenda item"), max_length=10, choices=AgendaKind.choices)

    class Meta(Record.Meta):
        abstract = True
        ordering = ["item_kind", "pk"]


class Need(OfItems):
    """Who or what an agenda item of a kind needs, `count` times.

    A person needs `role` and, if set, a skill of `skill_kind` at `level` or above; `certified`
    asks for a certificate that is valid on the day. With `guests_language` one person is needed for
    each language of the guests besides Chinese, and none if there is no other. `weight` is what a
    proposal pays for leaving it unmet, in points; an optional need costs a tenth.
    """

    kind = models.CharField(_("Needs"), max_length=16, choices=NeedKind.choices)
    role = models.CharField(
        _("Role"),
        max_length=12,
        choices=PartRole.choices,
        blank=True,
        default="",
        help_text=_("Only for people."),
    )
    skill_kind = models.CharField(
        _("Skill"), max_length=16, choices=SkillKind.choices, blank=True, default=""
    )
    level = models.PositiveSmallIntegerField(
        _("Level at least"), choices=SkillLevel.choices, default=SkillLevel.INDEPENDENT
    )
    certified = models.BooleanField(_("Certificate valid on the day"), default=False)
    guests_language = models.BooleanField(
        _("Speaks the guests' language"),
        default=False,
        help_text=_("One person for each language of the guests besides Chinese."),
    )
    seats = models.BooleanField(_("Seats for all guests"), default=False)
    equipment = ArrayField(
        models.CharField(max_length=60), verbose_name=_("Equipment"), default=list, blank=True
    )
    count = models.PositiveSmallIntegerField(
        _("Quantity"), default=1, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    optional = models.BooleanField(_("Optional"), default=False)
    weight = models.PositiveSmallIntegerField(
        _("Weight"), default=100, validators=[MinValueValidator(1), MaxValueValidator(1000)]
    )
    continuity = models.BooleanField(_("Same person throughout the visit"), default=False)

    class Meta(OfItems.Meta):
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        constraints = [
            models.UniqueConstraint(
                fields=["visit_type", "item_kind", "name"],
                name="need_once_per_item",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(kind="person") & ~Q(role="") | ~Q(kind="person") & Q(role=""),
                name="need_of_a_person_has_a_role",
            ),
            models.CheckConstraint(
                condition=Q(count__range=(1, 20)) & Q(weight__range=(1, 1000)),
                name="need_within_bounds",
            ),
        ]


class Timing(OfItems):
    """When items of a kind may take place; several rows of a kind are several windows.

    `earliest` and `latest` are times of day at the site, `09:30`, or "".
    `after` names kinds of items that come first on the same day. An item with `keeps_order` stays
    before and after the items that it is before and after now.
    """

    earliest = models.CharField(
        _("Not before"), max_length=5, blank=True, default="", validators=[CLOCK_TIME]
    )
    latest = models.CharField(
        _("Ends by"), max_length=5, blank=True, default="", validators=[CLOCK_TIME]
    )
    after = ArrayField(
        models.CharField(max_length=10, choices=AgendaKind.choices),
        verbose_name=_("Comes after"),
        default=list,
        blank=True,
    )
    keeps_order = models.BooleanField(_("Keeps its place in the order"), default=False)

    class Meta(OfItems.Meta):
        verbose_name = _("timing rule")
        verbose_name_plural = _("timing rules")
        constraints = [
            models.UniqueConstraint(
                fields=["visit_type", "item_kind", "name"],
                name="timing_once_per_item",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(earliest="") | Q(latest="") | Q(latest__gt=F("earliest")),
                name="timing_ends_after_it_starts",
            ),
        ]
