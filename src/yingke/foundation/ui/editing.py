"""How a view edits: show a form, call the service, say what a rule refuses.

staff = get_object_or_404(queries.visible_to(request.user), pk=pk)       # a stranger: 404
require(permissions.can_edit(request.user))                              # a colleague: 403
form = AbsenceForm(posted(request))
return edit_page(
    request, form,
    lambda: services.note_absence(actor=request.user, staff_id=pk, **form.cleaned_data),
    title=_("Absence"), back=url, trail=[(_("Staff"), list_url), (staff.label, url)],
)
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Model
from django.forms import BaseForm, BoundField, CheckboxSelectMultiple, Textarea
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from yingke.foundation.kernel.errors import NotAllowed, RuleViolation
from yingke.foundation.ui import history, once
from yingke.foundation.ui.edits import EditForm
from yingke.foundation.ui.pages import page, refused, saved
from yingke.foundation.ui.refusals import explain

Done = TypeVar("Done")
Reopen = Callable[[], HttpResponse]
Trail = Sequence[tuple[object, str]]
WIDE = (Textarea, CheckboxSelectMultiple)


def edit_page(
    request: HttpRequest,
    form: BaseForm,
    act: Callable[[], Any],
    *,
    title: object,
    back: str,
    go: Callable[[Any], str] | None = None,
    trail: Trail = (),
    save: object = "",
    message: object = "",
    event: str | None = None,
    reopen: Reopen | None = None,
    answer: Callable[[Any], HttpResponse] | None = None,
    row: Model | None = None,
    template: str = "ui/form.html",
    **context: Any,
) -> HttpResponse:
    """Show a form; once it is sent and valid, call ``act`` and answer what came of it.

    A form sent twice acts once (``ui.once``).  A refusal stands at its field, and after a clash of
    two editors both sides are shown; ``row`` is what is edited, so that the page can say who was
    faster.  ``go`` gives the address for what
    ``act`` returned (else ``back``), or ``answer`` shows it.  ``trail`` are labels and addresses of
    the pages above, and ``intro`` in ``context`` a sentence above the fields.  ``event`` and
    ``reopen``: see ``saved``.
    """
    if request.method == "POST" and form.is_valid():
        try:
            sent = once.run(
                request, lambda: merged(form, act), keep=lambda done: go(done) if go else back
            )
        except NotAllowed:
            raise
        except RuleViolation as violation:
            refuse(form, violation)
        else:
            if answer and not sent.is_replay:
                return answer(sent.done)
            text = str(message or _("Saved."))
            return saved(request, sent.kept, message=text, event=event, reopen=reopen)
    values = {"form": form, "title": title, "back": back, "trail": trail, "save": save}
    values |= {"sections": list(sections(form)), "changed_by": faster(form, row)}
    return page(request, template, values | context, part="dialog")


def merged(form: BaseForm, act: Callable[[], Done]) -> Done:
    """Call ``act``; if someone else saved first but changed other fields, merge and call again."""
    try:
        return act()
    except RuleViolation as violation:
        if violation.code != "stale" or not isinstance(form, EditForm) or not form.merge(violation):
            raise
    return act()


def perform(
    request: HttpRequest,
    act: Callable[[], Any],
    *,
    back: str,
    go: Callable[[Any], str] | None = None,
    message: object = "",
    event: str | None = None,
    reopen: Reopen | None = None,
    undo: Callable[[Any], str] | None = None,
) -> HttpResponse:
    """Do something that needs no form; a rule's refusal is said and nothing changes.

    ``go`` and ``undo`` give addresses for what ``act`` returned; for the rest see ``saved``.
    """
    try:
        done = act()
    except NotAllowed:
        raise
    except RuleViolation as violation:
        return refused(request, back, message=explain(violation))
    return saved(
        request,
        go(done) if go else back,
        message=str(message or _("Saved.")),
        event=event,
        reopen=reopen,
        undo=undo(done) if undo else "",
    )


def refuse(form: BaseForm, violation: RuleViolation) -> None:
    """Say at its field, or above the form, what a rule forbids."""
    if isinstance(form, EditForm):
        form.refuse(violation)
        return
    field = (violation.field or "").removesuffix("_id")
    form.add_error(field if field in form.fields else None, explain(violation))


@dataclass(frozen=True)
class Section:
    """Fields under a title, in one or two columns; the second of a pair says "both columns"."""

    title: object
    columns: int
    fields: Sequence[tuple[BoundField, bool]]


def sections(form: BaseForm) -> Iterator[Section]:
    """The visible fields as the page shows them, by the form's ``layout``, ``wide`` and ``pairs``.

    ``layout`` is a sequence of (title, names); names that a form has not are passed over.
    """
    every = tuple(bound.name for bound in form.visible_fields())
    wide = getattr(form, "wide", ())
    for title, names in getattr(form, "layout", ()) or (("", every),):
        fields = [
            (form[name], name in wide or _is_wide(form[name])) for name in names if name in every
        ]
        yield Section(title, 2 if getattr(form, "pairs", False) else 1, fields)


def _is_wide(bound: BoundField) -> bool:
    return isinstance(bound.field.widget, WIDE)


def faster(form: BaseForm, row: Model | None) -> history.Line | None:
    """The latest change of the row, where that is why the form came too late."""
    late = row is not None and isinstance(form, EditForm) and form.late
    return next(iter(history.latest(row, 1)), None) if row is not None and late else None
