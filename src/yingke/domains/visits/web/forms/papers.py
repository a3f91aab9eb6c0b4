"""Upload of files to a visit."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yingke.domains.visits.terms import PaperKind
from yingke.foundation.ui.widgets import FilesField, Segments


class PapersForm(forms.Form):
    purpose = forms.ChoiceField(
        label=_("Document type"),
        choices=PaperKind.choices,
        widget=Segments,
        initial=PaperKind.PHOTOS,
    )
    files = FilesField(  # type: ignore[assignment]  # Django takes the fields out of the class
        label=_("Files"),
        help_text=_("Images, PDF, Office documents and text. Each file's content is checked."),
    )
