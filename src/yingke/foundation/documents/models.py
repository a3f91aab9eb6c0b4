"""Tables of documents. Their content is stored by ``files``."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yingke.foundation.journal import Ref


class Document(models.Model):
    """A versioned file of an owner, such as a visit, for one purpose.

    Unique by owner, purpose and title: storing again adds a version.
    """

    owner_kind = models.CharField(max_length=80)
    owner_id = models.BigIntegerField()
    purpose = models.CharField(_("purpose"), max_length=80)
    title = models.CharField(_("title"), max_length=200)
    created_at = models.DateTimeField(_("created"))

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [
            # also serves queries.of_owner
            models.UniqueConstraint(
                "owner_kind", "owner_id", "purpose", "title", name="documents_one_per_title"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def owner(self) -> Ref:
        return Ref(self.owner_kind, self.owner_id)


class Version(models.Model):
    """A version of a document. Its file is on disk before the row is inserted."""

    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="versions", db_index=False
    )
    number = models.PositiveIntegerField(_("version"))
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(_("size"))
    media_type = models.CharField(_("type"), max_length=100)
    name = models.CharField(_("file name"), max_length=200)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    uploaded_at = models.DateTimeField(_("at"))
    restored_from = models.PositiveIntegerField(null=True)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        constraints = [
            models.UniqueConstraint(
                "document", F("number").desc(), name="documents_version_number"
            ),
            models.CheckConstraint(
                name="documents_version_sha256", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")
            ),
        ]
        indexes = [
            # files.delete_orphans: whether a version uses a file
            models.Index("sha256", name="documents_version_file"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.number})"
