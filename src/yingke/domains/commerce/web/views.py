"""Orders and contracts for a combobox."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.views.decorators.http import require_GET

from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.ui.register import Register

SHOWN = 12


@login_required
@require_GET
def options(request: UserRequest, register: Register) -> JsonResponse:
    """The latest papers that match what is typed, by number, subject or customer."""
    table = register.listed(request)
    found = table.queryset.order_by(*table.order)[:SHOWN]
    listed = [{"value": row.pk, "label": row.number, "note": row.account.label} for row in found]
    return JsonResponse({"options": listed})
