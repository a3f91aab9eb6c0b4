"""The page of a group of companies."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yingke.domains.customers import queries, registers
from yingke.domains.customers.queries.groups import Member, group_tree
from yingke.domains.customers.web.views.accounts import trail_of, url_of
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.ui.pages import page


@login_required
@require_GET
def show(request: UserRequest, pk: int) -> HttpResponse:
    """The companies of a group as a tree, each with its own figures and those of all below it."""
    account = get_object_or_404(queries.visible_to(request.user), pk=pk)
    roots = group_tree(request.user, account)
    if not roots:
        raise Http404
    context = {
        "account": account,
        "roots": [_shown(root) for root in roots],
        "totals": [
            (entry.label, entry.shown(sum(root.total[entry.code] for root in roots)))
            for entry in registers.rollups
        ],
        "size": sum(root.size for root in roots),
        "trail": trail_of(account),
        "title": _("Group of %(name)s") % {"name": roots[0].account.label},
    }
    return page(request, "customers/group.html", context)


def _shown(member: Member) -> dict[str, Any]:
    """A company and those below it, with figures in words."""
    return {
        "account": member.account,
        "url": url_of(member.account),
        "figures": [
            (
                entry.label,
                entry.shown(member.own[entry.code]),
                entry.shown(member.total[entry.code]),
            )
            for entry in registers.rollups
        ],
        "below": [_shown(one) for one in member.below],
        "size": member.size,
    }
