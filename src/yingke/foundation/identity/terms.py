"""Enumerations of the identity package."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Language(TextChoices):
    """Interface languages; the values are Django language codes."""

    CHINESE = "zh-hans", "简体中文"
    ENGLISH = "en", "English"


class Theme(TextChoices):
    """Colour theme; `AUTO` follows the device."""

    AUTO = "auto", _("Match device")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class UnitKind(TextChoices):
    COMPANY = "company", _("Company")
    BRANCH = "branch", _("Branch")
    DEPARTMENT = "department", _("Department")
