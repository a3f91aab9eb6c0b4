"""Enumerations of the identity package."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Language(TextChoices):
    """The languages the pages speak; the values are Django's language codes."""

    CHINESE = "zh-hans", "简体中文"
    ENGLISH = "en", "English"


class Theme(TextChoices):
    """How the pages look; `AUTO` follows the device."""

    AUTO = "auto", _("As the device")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class UnitKind(TextChoices):
    """What an organisation unit is; only a company stands at the top of the tree."""

    COMPANY = "company", _("Company")
    BRANCH = "branch", _("Branch")
    DEPARTMENT = "department", _("Department")
