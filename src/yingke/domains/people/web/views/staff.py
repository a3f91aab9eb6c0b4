"""The page of one person."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from yingke.domains.people import permissions, queries
from yingke.domains.people.models import StaffSkill
from yingke.domains.people.rules.skills import Certified, judge
from yingke.domains.people.terms import SkillLevel
from yingke.foundation.identity.requests import UserRequest
from yingke.foundation.kernel import clock
from yingke.foundation.ui.register import Register
from yingke.foundation.ui.register.views import detail_page


@login_required
@require_GET
def detail(request: UserRequest, register: Register, pk: int) -> HttpResponse:
    """A person with their certified skills and absences."""
    staff = get_object_or_404(register.rows(request.user), pk=pk)
    today = clock.today(ZoneInfo(settings.TIME_ZONE))
    skills = [
        (row, judge(_certified(row), needed=SkillLevel.LEARNING, on=today).reason)
        for row in queries.skills_of(staff)
    ]
    return detail_page(
        request,
        register,
        staff,
        template="people/detail.html",
        skills=skills,
        expired=sum(reason == "expired" for _row, reason in skills),
        absences=staff.absences.filter(ends_at__gt=clock.now()),
        may_note_absence=permissions.can_note_absence(request.user, staff),
    )


def _certified(row: StaffSkill) -> Certified:
    return Certified(SkillLevel(row.level), row.certificate_until)
