"""How far a version has come."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class VersionState(TextChoices):
    """Which of the published versions is in force is a matter of its moment."""

    DRAFT = "draft", pgettext_lazy("version", "Draft")
    PUBLISHED = "published", pgettext_lazy("version", "Published")
    RETIRED = "retired", pgettext_lazy("version", "Retired")
