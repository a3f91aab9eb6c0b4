"""The page of a room, vehicle or piece of equipment."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET

from yingke.domains.resources import permissions, queries
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel import clock
from yingke.foundation.ui.register import Register
from yingke.foundation.ui.register.views import detail_page


@login_required
@require_GET
def detail(request: UserRequest, register: Register, pk: int) -> HttpResponse:
    """A resource with its next bookings, and a button to book it."""
    row = get_object_or_404(register.rows(request.user), pk=pk)
    may_book = row.active and permissions.can_book(request.user)
    return detail_page(
        request,
        register,
        row,
        template="resources/bookable.html",
        bookings=queries.bookings_of(request.user, row, since=clock.now())[:20],
        book_url=reverse("resources:new-booking", query={"resource": pk}) if may_book else "",
    )
