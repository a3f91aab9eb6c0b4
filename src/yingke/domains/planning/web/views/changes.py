"""Report a change, and the page on which it is decided."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yingke.domains.planning import permissions
from yingke.domains.planning.models import ChangeRequest
from yingke.domains.planning.queries import changes as queries
from yingke.domains.planning.rules import reading
from yingke.domains.planning.services import changes as services
from yingke.domains.planning.services import deciding, telling
from yingke.domains.planning.terms import ChangeKind, ChangeState
from yingke.domains.planning.web import change_delivery, change_page, change_words
from yingke.domains.planning.web.forms import ChangeForm
from yingke.domains.planning.web.tables import ChangeTable
from yingke.domains.visits import queries as visits
from yingke.domains.visits.models import Visit
from yingke.foundation.identity.permissions import require
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation
from yingke.foundation.kernel.ids import parse_id
from yingke.foundation.ui import live, zones
from yingke.foundation.ui.editing import edit_page, perform
from yingke.foundation.ui.pages import page, posted, refused, saved
from yingke.foundation.ui.refusals import explain
from yingke.foundation.ui.tables import list_page

CHANGED = "change-changed"
WITH = (
    *(f"visit__{name}" for name in ("account", "site", "visit_type", "lead_host")),
    *("reported_by", "chosen_by", "decided_by"),
)
STEPS = (10, 15, 30, 45, 60, 90)


@login_required
@require_GET
def table(request: UserRequest) -> HttpResponseBase:
    """The changes of the visits that the reader may see."""
    rows = queries.listed().filter(pk__in=queries.visible_to(request.user).values("pk"))
    return list_page(request, "ui/list.html", ChangeTable(request, rows))


@login_required
@require_http_methods(["GET", "POST"])
def report(request: UserRequest, pk: int) -> HttpResponse:
    """Say what happened; the answers are made in the background."""
    visit = _visit(request, pk)
    require(permissions.can_report(request.user, visit))
    form = ChangeForm(posted(request), visit=visit)
    return _form(
        request,
        visit,
        form,
        lambda: services.report(
            actor=request.user,
            visit_id=pk,
            details=form.details,
            **{name: form.cleaned_data[name] for name in ("kind", "text", "source", "client_id")},
        ),
        title=_("What happened?"),
        back=reverse("visits:detail", args=[pk]),
    )


@login_required
@require_http_methods(["GET", "POST"])
def correct(request: UserRequest, change_pk: int) -> HttpResponse:
    """Correct what was understood; the answers are made anew."""
    change = _change(request, change_pk)
    require(permissions.can_withdraw(request.user, change))
    stored = {**change.details, "kind": change.kind, "version": change.version}
    form = ChangeForm(posted(request), visit=change.visit, initial=stored)
    return _form(
        request,
        change.visit,
        form,
        lambda: services.correct(
            actor=request.user,
            change_id=change.pk,
            kind=form.cleaned_data["kind"],
            details=form.details,
            version=form.cleaned_data["version"],
        ),
        title=_("Correct the report"),
        back=_url(change),
        correcting=True,
    )


@login_required
@require_GET
def read(request: UserRequest, pk: int) -> HttpResponse:
    """What a sentence is understood as, while it is typed."""
    visit = _visit(request, pk)
    require(permissions.can_report(request.user, visit))
    text = request.GET.get("text", "")[:300]
    found = reading.read(text, queries.known_of(visit)) if text.strip() else None
    context: dict[str, Any] = {"text": text, "reading": found, "chips": []}
    if found is not None and found.kind is not None:
        context["chips"] = change_page.chips_of(found.kind, found.details, visit, visit.arrives_at)
    return page(request, "planning/understood.html", context, part="understood")


@login_required
@require_GET
@live.versioned(lambda request, asked, change_pk: queries.version_of(request.user, change_pk))
def show(request: UserRequest, change_pk: int) -> HttpResponse:
    """What happened, how the agenda may answer, and what came of it."""
    change = _change(request, change_pk)
    pick = parse_id(request.GET.get("pick", "")) or 0
    context: dict[str, Any] = {
        "change": change,
        "visit": change.visit,
        "found": change_page.page_of(request.user, change, pick=pick),
        "pick": pick,
        "seconds": (seconds := change_page.seconds_since(change)),
        "elapsed": change_words.elapsed(seconds),
    }
    if change.state == ChangeState.APPLIED:
        context["deliveries"] = change_delivery.deliveries(change)
    return page(request, "planning/change.html", context)


@login_required
@require_POST
def confirm(request: UserRequest, change_pk: int) -> HttpResponse:
    """Apply the chosen answer, or submit it where it is above the limit."""
    change = _change(request, change_pk)
    number = parse_id(request.POST.get("pick", "")) or 0
    return _decide(
        request,
        change,
        lambda: deciding.confirm(
            actor=request.user,
            change_id=change.pk,
            number=number,
            guest_text=request.POST.get("guest_text", "")[:2000],
        ),
    )


@login_required
@require_POST
def approve(request: UserRequest, change_pk: int) -> HttpResponse:
    """Apply what was submitted."""
    change = _change(request, change_pk)
    return _decide(
        request, change, lambda: deciding.approve(actor=request.user, change_id=change.pk)
    )


@login_required
@require_POST
def refuse(request: UserRequest, change_pk: int) -> HttpResponse:
    """Refuse what was submitted, with a reason."""
    change = _change(request, change_pk)
    reason = request.POST.get("reason", "")[:300]
    return _act(
        request,
        change,
        lambda: deciding.refuse(actor=request.user, change_id=change.pk, reason=reason),
        _("Change refused. The plan stays as it is."),
    )


@login_required
@require_POST
def withdraw(request: UserRequest, change_pk: int) -> HttpResponse:
    """End a change that is not decided."""
    change = _change(request, change_pk)
    return _act(
        request,
        change,
        lambda: services.withdraw(actor=request.user, change_id=change.pk),
        _("Change withdrawn. The plan stays as it is."),
    )


@login_required
@require_POST
def undo(request: UserRequest, change_pk: int) -> HttpResponse:
    """Take an applied change back before anyone is told."""
    change = _change(request, change_pk)
    return _act(
        request,
        change,
        lambda: deciding.undo(actor=request.user, change_id=change.pk),
        _("Change undone. No messages were sent."),
    )


@login_required
@require_POST
def tell(request: UserRequest, change_pk: int) -> HttpResponse:
    """Send the messages now."""
    change = _change(request, change_pk)
    return _act(
        request,
        change,
        lambda: telling.tell_now(actor=request.user, change_id=change.pk),
        _("Everyone affected has been told."),
    )


def _form(
    request: UserRequest, visit: Visit, form: ChangeForm, act: Any, **how: Any
) -> HttpResponse:
    return edit_page(
        request,
        form,
        act,
        go=_url,
        template="planning/report.html",
        message=_("Reported. Answers are being prepared."),
        visit=visit,
        steps=STEPS,
        kinds=[(kind.value, kind.label, change_words.ICONS[kind]) for kind in ChangeKind],
        **how,
    )


def _decide(request: UserRequest, change: ChangeRequest, act: Any) -> HttpResponse:
    try:
        done = act()
    except NotAllowed:
        raise
    except RuleViolation as violation:
        return refused(request, _url(change), message=explain(violation))
    return saved(request, _url(change), message=_outcome(done), event=CHANGED)


def _outcome(done: deciding.Decided) -> str:
    if done.is_applied:
        return _("Plan v%(n)s applies.") % {"n": done.change.plan_number}
    if done.lost:
        lost = next(iter(done.lost.values()))
        return _("Nothing was changed: %(what)s was just taken. New answers follow.") % {
            "what": lost["what"]
        }
    if done.is_stale:
        return _("Nothing was changed: the agenda was edited meanwhile. New answers follow.")
    return _("Submitted for approval. The present plan applies until then.")


def _act(request: UserRequest, change: ChangeRequest, act: Any, message: str) -> HttpResponse:
    return perform(request, act, back=_url(change), message=message, event=CHANGED)


def _url(change: ChangeRequest) -> str:
    return reverse("planning:change", args=[change.pk])


def _visit(request: UserRequest, pk: int) -> Visit:
    """The visit if the reader may see it, else 404; times are shown in its site's time zone."""
    rows = visits.visible_to(request.user)
    visit = get_object_or_404(rows.select_related("account", "site", "visit_type"), pk=pk)
    zones.show_times_of(visit.site.timezone)
    return visit


def _change(request: UserRequest, pk: int) -> ChangeRequest:
    rows = queries.visible_to(request.user).select_related(*WITH)
    change = get_object_or_404(rows, pk=pk)
    zones.show_times_of(change.visit.site.timezone)
    return change
