"""Enumerations of skills, absences and languages."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class SkillKind(TextChoices):
    LANGUAGE = "language", _("Language")
    GUIDING = "guiding", _("Guiding")
    TECHNICAL = "technical", _("Technical subject")
    HOSTING = "hosting", _("Hosting and etiquette")
    SAFETY = "safety", _("Safety and first aid")


class SkillLevel(IntegerChoices):
    """A person's level in a skill; requirements are minimum levels."""

    LEARNING = 1, _("Learning")
    ASSISTING = 2, _("Assisting")
    INDEPENDENT = 3, _("Independent")
    EXPERT = 4, _("Expert")


class AbsenceKind(TextChoices):
    LEAVE = "leave", _("Leave")
    TRAVEL = "travel", _("Business trip")
    TRAINING = "training", _("Training")
    OTHER = "other", _("Away")


class SpokenLanguage(TextChoices):
    CHINESE = "zh", _("Chinese")
    ENGLISH = "en", _("English")
    GERMAN = "de", _("German")
    FRENCH = "fr", _("French")
    SPANISH = "es", _("Spanish")
    JAPANESE = "ja", _("Japanese")
    KOREAN = "ko", _("Korean")
    RUSSIAN = "ru", _("Russian")
    ARABIC = "ar", _("Arabic")
