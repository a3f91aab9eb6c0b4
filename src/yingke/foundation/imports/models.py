"""Tables of imports."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from yingke.foundation.imports.terms import AT_WORK, State


class Import(models.Model):
    """A file on its way into a register, and what came of it.

    `columns` are those of the file (`rules.columns.Match` as dictionaries). `edits` are cells typed
    over the file's, by line and field; a line that is left out has None. `findings` is the outcome
    of the latest run. The worker that runs it is the one that knows `run`.
    """

    register = models.CharField(max_length=40)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="imports"
    )
    state = models.CharField(
        _("Status"), max_length=16, choices=State.choices, default=State.COLUMNS
    )
    file_name = models.CharField(_("File"), max_length=200)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    encoding = models.CharField(max_length=16)
    head = models.PositiveIntegerField()  # the line of the file that names the columns, from 1
    lines = models.PositiveIntegerField()  # below the head, empty ones left out
    columns = models.JSONField(default=list)
    updates = models.BooleanField(default=True)  # whether stored rows may be changed
    edits = models.JSONField(default=dict)
    findings = models.JSONField(default=dict)
    kept = models.JSONField(default=list)  # what an undo had to leave, each with its reason
    run = models.UUIDField(null=True)
    done = models.PositiveIntegerField(default=0)
    rates = models.JSONField(default=list)  # rows done at each second of the run
    touched_at = models.DateTimeField()
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    written_at = models.DateTimeField(null=True)
    seconds = models.FloatField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-pk"]
        indexes = [
            # queries.past: the imports of a person into a register, newest first
            models.Index(fields=["register", "actor", "-id"], name="import_of_register"),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_at_work(self) -> bool:
        return self.state in AT_WORK

    @property
    def version(self) -> str:
        """Changes whenever its page does."""
        return f"{self.state} {self.touched_at.timestamp()}"


class ImportedRow(models.Model):
    """A row that an import added or changed; `before` holds the changed columns as they were.

    Both versions are those after the import: a later one means that the row was edited since.
    """

    source = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    row_id = models.BigIntegerField()
    is_new = models.BooleanField()
    version = models.PositiveIntegerField(null=True)
    before = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("imported row")
        verbose_name_plural = _("imported rows")
        constraints = [
            models.UniqueConstraint(fields=["source", "row_id"], name="a_row_is_imported_once")
        ]

    def __str__(self) -> str:
        return f"{self.source_id}: {self.row_id}"


class RememberedColumn(models.Model):
    """What a column of this title stood for when it was last imported; no field: left out."""

    register = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    field = models.CharField(max_length=60, blank=True)

    class Meta:
        verbose_name = _("remembered column")
        verbose_name_plural = _("remembered columns")
        constraints = [
            models.UniqueConstraint(fields=["register", "title"], name="a_title_means_one_field")
        ]

    def __str__(self) -> str:
        return f"{self.title} → {self.field}"
