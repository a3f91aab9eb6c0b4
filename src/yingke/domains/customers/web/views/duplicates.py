"""Possible duplicates: the queue, a pair, its merge and undo."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yingke.domains.customers import permissions, queries, services
from yingke.domains.customers.models import DuplicatePair, Merge
from yingke.domains.customers.web.evidence import sentence
from yingke.domains.customers.web.forms import MergeForm
from yingke.domains.customers.web.pairs import PairPage
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel.errors import require
from yingke.foundation.ui.editing import perform
from yingke.foundation.ui.pages import page, refused

QUEUE = "customers:duplicates"
SHOWN = 12
LONGEST_NAME = 200


@login_required
@require_GET
def queue(request: UserRequest) -> HttpResponse:
    """The pairs to judge, the likeliest first, and one of them in full."""
    require(permissions.can_merge(request.user))
    rows = list(queries.duplicates.waiting(request.user)[: SHOWN + 1])
    asked = request.GET.get("pair", "")
    chosen = _chosen(request, rows, int(asked) if asked.isdecimal() else None)
    context = _counts(request) | {
        "pairs": rows[:SHOWN],
        "chosen": chosen,
        "before": _beside(rows, chosen, -1),
        "after": _beside(rows, chosen, 1),
    }
    if chosen:
        keeps_second = request.GET.get("keep") == str(chosen.second_id)
        context["sheet"] = PairPage(chosen, keeps_second)
    return page(request, "customers/duplicates.html", context)


@login_required
@require_GET
def judged(request: UserRequest) -> HttpResponse:
    """Merges that can be undone, and pairs of different companies."""
    require(permissions.can_merge(request.user))
    context = _counts(request) | {
        "merges": queries.duplicates.undoable(request.user)[:100],
        "dismissed": queries.duplicates.dismissed(request.user)[:100],
    }
    return page(request, "customers/duplicates_judged.html", context)


@login_required
@require_POST
def merge(request: UserRequest, pair_pk: int) -> HttpResponse:
    """Merge the two sides of a pair as chosen."""
    pair = get_object_or_404(queries.duplicates.waiting(request.user), pk=pair_pk)
    form = MergeForm(request.POST, pair=pair)
    back = f"{reverse(QUEUE)}?pair={pair_pk}"
    if not form.is_valid():
        return refused(request, back, message=_("Couldn't save. Try again."), status=422)
    return perform(
        request,
        lambda: services.merge_accounts(actor=request.user, **form.columns()),
        back=back,
        go=lambda done: reverse(QUEUE),
        message=_("Merged. You can undo it."),
    )


@login_required
@require_POST
def dismiss(request: UserRequest, pair_pk: int) -> HttpResponse:
    """Remember that the two are different companies."""
    get_object_or_404(queries.duplicates.waiting(request.user), pk=pair_pk)
    return perform(
        request,
        lambda: services.dismiss_duplicate(actor=request.user, pair_id=pair_pk),
        back=reverse(QUEUE),
        message=_("Noted as different customers."),
    )


@login_required
@require_POST
def reconsider(request: UserRequest, dismissed_pk: int) -> HttpResponse:
    """Put a pair back into the queue."""
    get_object_or_404(queries.duplicates.dismissed(request.user), pk=dismissed_pk)
    return perform(
        request,
        lambda: services.reconsider_duplicate(actor=request.user, pair_id=dismissed_pk),
        back=f"{reverse(QUEUE)}?pair={dismissed_pk}",
        message=_("Back in the queue."),
    )


@login_required
@require_POST
def undo(request: UserRequest, merge_pk: int) -> HttpResponse:
    """Undo a merge."""
    done: Merge = get_object_or_404(queries.duplicates.undoable(request.user), pk=merge_pk)
    return perform(
        request,
        lambda: services.undo_merge(actor=request.user, merge_id=done.pk),
        back=reverse(QUEUE),
        message=_("The merge was undone."),
    )


@login_required
@require_POST
def search(request: UserRequest) -> HttpResponse:
    """Compare all customers now."""
    return perform(
        request,
        lambda: services.search_again(actor=request.user),
        back=reverse(QUEUE),
        message=_("The comparison has started. Its results appear here."),
    )


@login_required
@require_GET
def similar(request: UserRequest) -> HttpResponse:
    """Customers that the name being typed may mean already; never in the way of saving."""
    require(permissions.can_create(request.user))
    found = queries.similar(request.user, request.GET.get("name", "")[:LONGEST_NAME])
    rows = [(row, sentence("name", row.step)) for row in found]
    return page(request, "customers/similar.html", {"similar": rows}, part="similar")


def _chosen(
    request: UserRequest, rows: list[DuplicatePair], asked: int | None
) -> DuplicatePair | None:
    if asked is None:
        return rows[0] if rows else None
    listed = next((row for row in rows if row.pk == asked), None)
    return listed or get_object_or_404(queries.duplicates.waiting(request.user), pk=asked)


def _beside(rows: list[DuplicatePair], chosen: DuplicatePair | None, step: int) -> int | None:
    """The id of the pair before or after the chosen one."""
    ids = [row.pk for row in rows]
    if chosen is None or chosen.pk not in ids:
        return None
    place = ids.index(chosen.pk) + step
    return ids[place] if 0 <= place < len(ids) else None


def _counts(request: UserRequest) -> dict[str, Any]:
    """What every page of duplicates shows: how many of each, the last search, the last merge."""
    user = request.user
    undoable = queries.duplicates.undoable(user)
    return {
        "waiting_count": queries.duplicates.waiting(user).count(),
        "undoable_count": undoable.count(),
        "dismissed_count": queries.duplicates.dismissed(user).count(),
        "last_search": queries.duplicates.last_search(),
        "last_merge": undoable.filter(merged_by=user).first(),
    }
