"""URLs of the people package."""

from django.urls import path

from yingke.domains.people.web.registers import SKILLS, STAFF
from yingke.domains.people.web.views import load, records, staff

app_name = "people"
urlpatterns = [
    path("people/load/", load.load, name="load"),
    *STAFF.urls(detail=staff.detail),
    *SKILLS.urls(),
    path("people/<int:pk>/skills/new/", records.new_skill, name="new-skill"),
    path(
        "people/<int:pk>/skills/<int:skill_pk>/withdraw/",
        records.withdraw_skill,
        name="withdraw-skill",
    ),
    path("people/<int:pk>/absences/new/", records.new_absence, name="new-absence"),
    path(
        "people/<int:pk>/absences/<int:absence_pk>/remove/",
        records.remove_absence,
        name="remove-absence",
    ),
]
